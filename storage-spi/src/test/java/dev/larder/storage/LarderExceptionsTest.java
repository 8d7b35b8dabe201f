package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LarderExceptionsTest {

    @Test
    void afterRemoving_timeout_tellsTheRowsAndTheWait() {
        SQLException cause = new SQLException("busy");
        LarderTimeoutException timeout = new LarderTimeoutException("Gave up", Duration.ofSeconds(3), cause);
        LarderTimeoutException later = timeout.afterRemoving(200);

        assertThat(timeout.removed()).isZero();
        assertThat(later.removed()).isEqualTo(200);
        assertThat(later.waited()).isEqualTo(Duration.ofSeconds(3));
        assertThat(later).hasMessageContainingAll("Gave up", "200").hasCause(timeout);
    }

    @Test
    void storageException_vendorCode_isKept() {
        assertThat(new StorageException("broken", 778, null).vendorCode()).isEqualTo(778);
        assertThat(new StorageException("broken", null).vendorCode()).isZero();
    }

    @Test
    void all_areLarderExceptions() {
        assertThat(new Exception[] {
                    new CorruptStoreException("m"),
                    new LarderTimeoutException("m", Duration.ZERO, null),
                    new LoadException("m", null),
                    new SchemaVersionException("m"),
                    new SerializationException("m"),
                    new StorageException("m", null),
                    new StoreClosedException("m"),
                    new StoreFullException("m")
                })
                .allSatisfy(exception -> assertThat(exception)
                        .isInstanceOf(LarderException.class)
                        .hasMessage("m"));
    }
}
