package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionTest {

    @Test
    void conditions_thatCarryNothing_areOneEach() {
        assertThat(Condition.always()).isSameAs(Condition.Plain.ALWAYS);
        assertThat(Condition.ifAbsent()).isSameAs(Condition.Plain.IF_ABSENT);
        assertThat(Condition.ifPresent()).isSameAs(Condition.Plain.IF_PRESENT);
    }

    @Test
    void conditions_thatCarrySomething_areEqualByIt() {
        Encoded value = Encoded.natively(Scalar.of(new byte[] {1}));

        assertThat(Condition.ifValue(value)).isEqualTo(Condition.ifValue(Encoded.natively(Scalar.of(new byte[] {1}))));
        assertThat(Condition.ifStoredAt(1.5)).isEqualTo(Condition.ifStoredAt(1.5));
        assertThat(Condition.ifStoredAt(0.0)).as("to the bit").isNotEqualTo(Condition.ifStoredAt(-0.0));
    }
}
