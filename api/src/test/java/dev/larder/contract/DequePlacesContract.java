package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.Deque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Elements by their place, and the order of them. */
public interface DequePlacesContract extends DequeUnderTest {

    private static List<Object> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> (Object) (long) i).toList();
    }

    @Test
    default void get_everyPlace_isThatElement(Deque<Object> deque) {
        List<Object> model = new ArrayList<>(numbers(100));
        deque.addAll(model);
        for (int gap : new int[] {50, 20, 0, 96}) {
            for (int i = 0; i < model.size(); i++) {
                assertThat(deque.get(i)).isEqualTo(model.get(i));
            }
            assertThat(deque.removeAt(gap)).isEqualTo(model.remove(gap));
        }
        assertThat(deque).containsExactlyElementsOf(model);
    }

    @Test
    default void places_outside_areRefusedAndSayWhy(Deque<Object> deque) {
        deque.addAll(List.of("a", "b"));
        for (long index : new long[] {-1, 2, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
            for (Runnable failing : List.<Runnable>of(
                    () -> deque.get(index), () -> deque.set(index, "x"), () -> deque.removeAt(index))) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(failing::run)
                        .withMessageContaining(Long.toString(index));
            }
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> deque.get(2))
                .withMessage("Index 2 is not less than the length, which is 2");
        assertThat(deque).containsExactly("a", "b");
    }

    @Test
    default void set_smallAndLarge_returnsTheEarlierOne(Deque<Object> deque) {
        deque.addAll(List.of("a", "b", "c"));

        assertThat(deque.set(1, Samples.large(1))).isEqualTo("b");
        assertThat(deque.set(1, "B")).isEqualTo(Samples.large(1));
        assertThat(deque.set(2, "C")).isEqualTo("c");
        assertThat(deque).containsExactly("a", "B", "C");
    }

    @Test
    default void rotate_everyDistance_isThatOfAList(Deque<Object> deque) {
        List<Object> model = new ArrayList<>(List.of(1L, 2L, Samples.large(1), 4L, 5L));
        deque.addAll(model);
        for (int distance : new int[] {0, 1, 2, -1, -4, 7, -12, 5}) {
            deque.rotate(distance);
            Collections.rotate(model, distance);
            assertThat(deque).as("rotated by " + distance).containsExactlyElementsOf(model);
        }
        deque.rotate(Long.MIN_VALUE);
        Collections.rotate(model, (int) Math.floorMod(Long.MIN_VALUE, 5L));
        assertThat(deque).containsExactlyElementsOf(model);
    }

    @Test
    default void reverse_andOn_turnsRound(Deque<Object> deque) {
        List<Object> model = new ArrayList<>(numbers(300));
        deque.addAll(model);
        deque.reverse();
        Collections.reverse(model);
        assertThat(deque).containsExactlyElementsOf(model);
        deque.addFirst("front");
        deque.addLast("back");
        deque.reverse();

        assertThat(deque.getFirst()).isEqualTo("back");
        assertThat(deque.getLast()).isEqualTo("front");
        assertThat(deque.get(1)).isEqualTo(0L);
        assertThat(deque.length()).isEqualTo(302);
    }

    @Test
    default void rotate_whileOthersTakeFromBothEnds_losesNothing(Deque<Object> deque, DequeTestbed testbed) {
        deque.addAll(numbers(200));
        List<List<Object>> taken = testbed.threads().race(4, thread -> {
            List<Object> mine = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (thread == 0) {
                    deque.rotate(i - 20);
                } else if (thread == 1) {
                    deque.reverse();
                } else {
                    mine.add(thread == 2 ? deque.removeFirst() : deque.removeLast());
                }
            }
            return mine;
        });
        List<Object> all = new ArrayList<>(deque);
        taken.forEach(all::addAll);

        assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(200));
    }

    @Test
    default void copy_isADequeOfItsOwn(Deque<Object> deque, DequeTestbed testbed) {
        deque.addAll(numbers(250));
        deque.addFirst(Samples.large(1));
        Deque<Object> copy = testbed.closing(deque.copy());

        assertThat(copy).containsExactlyElementsOf(deque);
        assertThat(copy.directory()).isNotEqualTo(deque.directory());
        copy.clear();
        assertThat(deque.length()).isEqualTo(251);
        assertThat(copy.check()).isEmpty();
    }

    @Test
    default void copy_boundedDeque_hasTheBoundToo(DequeTestbed testbed) {
        testbed.open(options -> options.maximumLength(2)).addAll(List.of("a", "b"));
        Deque<Object> copy = testbed.closing(testbed.open().copy());
        copy.add("c");

        assertThat(copy).containsExactly("b", "c");
    }
}
