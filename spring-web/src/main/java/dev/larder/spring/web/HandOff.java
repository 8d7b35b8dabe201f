package dev.larder.spring.web;

import dev.larder.storage.PinnedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * How a web server in front of the application is told which file to send in place of it. The application answers with
 * a header that names a pinned file, and no body; the server takes the header away, opens the file and answers with
 * that, ranges included. Immutable.
 *
 * <p>Only for applications that are reached through that server: others who get the response get nothing to read.
 */
public final class HandOff {

    private static final Pattern LOCATION = Pattern.compile("/[A-Za-z0-9._~/-]*");

    private final String header;
    private final String location;
    private final Duration lease;

    private HandOff(String header, String location, Duration lease) {
        this.header = header;
        this.location = location;
        this.lease = lease;
    }

    /**
     * {@code X-Accel-Redirect}, for nginx: the server looks the file up under a location of its own.
     *
     * @param location an {@code internal} location whose {@code alias} is the cache's directory, such as
     *     {@code /pinned/}
     * @throws IllegalArgumentException if it does not begin with a slash, or has other characters than letters, digits
     *     and {@code . _ ~ / -}
     */
    public static HandOff xAccelRedirect(String location) {
        if (!LOCATION.matcher(location).matches()) {
            throw new IllegalArgumentException("'" + location
                    + "' is no location that a header can name; use one that begins with a slash, such as /pinned/");
        }
        return new HandOff("X-Accel-Redirect", location.endsWith("/") ? location : location + "/", leaseByDefault());
    }

    /**
     * {@code X-Sendfile}, for Apache with mod_xsendfile and lighttpd: the server is told the path of the file, and must
     * be allowed to send files from the cache's directory.
     */
    public static HandOff xSendfile() {
        return new HandOff("X-Sendfile", "", leaseByDefault());
    }

    private static Duration leaseByDefault() {
        return Duration.ofMinutes(1);
    }

    /**
     * How long files stay for the server to open them, a minute if not said. It is not the time of a download: who has
     * opened a file reads on.
     *
     * @throws IllegalArgumentException if {@code lease} is not positive
     */
    public HandOff lease(Duration lease) {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease lasts some time, not " + lease);
        }
        return new HandOff(header, location, lease);
    }

    String header() {
        return header;
    }

    Duration lease() {
        return lease;
    }

    /** What the header says of a file in or below {@code root}. */
    String value(Path root, PinnedFile file) {
        Path path = file.path().normalize();
        String named = location.isEmpty()
                ? path.toString()
                : location + root.relativize(path).toString().replace('\\', '/');
        return UriUtils.encodePath(named, StandardCharsets.UTF_8);
    }
}
