package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CullTest {

    @Test
    void none_trimsNothing() {
        assertThat(Cull.NONE.limit()).isZero();
        assertThat(Cull.NONE.policy()).isEqualTo(EvictionPolicy.NONE);
        assertThat(Cull.NONE.sizeLimit()).isEqualTo(Long.MAX_VALUE);
    }
}
