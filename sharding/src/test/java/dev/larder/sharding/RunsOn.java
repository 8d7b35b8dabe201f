package dev.larder.sharding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests of an engine; where there is none, they are reported as skipped, and the log says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RunsOn.Condition.class)
@interface RunsOn {

    Engine value();

    /** Whether the engine is there. */
    final class Condition implements ExecutionCondition {

        @Override
        @SuppressWarnings("SystemOut") // which one it was, or that there was none, belongs into the log of a build
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Engine engine =
                    context.getRequiredTestClass().getAnnotation(RunsOn.class).value();
            if (context.getTestMethod().isEmpty()) {
                System.out.println(engine.told());
            }
            return engine.origin() == null
                    ? ConditionEvaluationResult.disabled(engine.told())
                    : ConditionEvaluationResult.enabled(engine.told());
        }
    }
}
