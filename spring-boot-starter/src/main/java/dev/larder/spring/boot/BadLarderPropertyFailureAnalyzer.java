package dev.larder.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the end of a failed start which property was wrong, and what to do. */
final class BadLarderPropertyFailureAnalyzer extends AbstractFailureAnalyzer<BadLarderPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadLarderPropertyException cause) {
        return new FailureAnalysis("Larder cannot be configured: " + cause.getMessage(), cause.action(), rootFailure);
    }
}
