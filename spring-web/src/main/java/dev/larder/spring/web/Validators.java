package dev.larder.spring.web;

import dev.larder.storage.Blob;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What tells one version of a value from another.
 *
 * @param eTag strong, with its quotes
 * @param lastModified to the second
 */
record Validators(String eTag, Instant lastModified) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** A value that is stored anew has another time, to the microsecond, or at least another length. */
    static Validators of(Blob blob) {
        Instant storeTime = blob.storeTime();
        return new Validators(
                "\"%x.%x-%x\"".formatted(storeTime.getEpochSecond(), storeTime.getNano(), blob.length()),
                storeTime.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Whether ranges of this version are wanted: a client that has a part of another one says so ({@code If-Range}) and
     * wants the whole then, which Spring does not look at.
     */
    boolean allowRange(HttpHeaders request) {
        @Nullable String condition = request.getFirst(HttpHeaders.IF_RANGE);
        return condition == null || condition.equals(eTag) || condition.equals(HTTP_DATE.format(lastModified));
    }
}
