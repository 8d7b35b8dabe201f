package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Deque;
import dev.larder.codec.Codec;
import dev.larder.storage.Bound;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The two ends of a deque, and its elements as a whole. */
public interface DequeEndsContract extends DequeUnderTest {

    @Test
    default void ends_everyMethod_doesWhatItsNameSays(Deque<Object> deque) {
        assertThat(deque.add("c")).isTrue();
        deque.addLast("d");
        assertThat(deque.offer("e")).isTrue();
        assertThat(deque.offerLast("f")).isTrue();
        deque.addFirst("b");
        deque.push("a");
        assertThat(deque.offerFirst("0")).isTrue();
        assertThat(deque).containsExactly("0", "a", "b", "c", "d", "e", "f");
        assertThat(deque.size()).isEqualTo(7);
        assertThat(deque.length()).isEqualTo(7);

        assertThat(deque.peek()).isEqualTo("0");
        assertThat(deque.peekFirst()).isEqualTo("0");
        assertThat(deque.getFirst()).isEqualTo("0");
        assertThat(deque.element()).isEqualTo("0");
        assertThat(deque.peekLast()).isEqualTo("f");
        assertThat(deque.getLast()).isEqualTo("f");

        assertThat(deque.poll()).isEqualTo("0");
        assertThat(deque.pollFirst()).isEqualTo("a");
        assertThat(deque.pollLast()).isEqualTo("f");
        assertThat(deque.remove()).isEqualTo("b");
        assertThat(deque.removeFirst()).isEqualTo("c");
        assertThat(deque.removeLast()).isEqualTo("e");
        assertThat(deque.pop()).isEqualTo("d");
        assertThat(deque).isEmpty();
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    default void ends_empty_areNullOrFail(Deque<Object> deque) {
        assertThat(deque.poll()).isNull();
        assertThat(deque.pollFirst()).isNull();
        assertThat(deque.pollLast()).isNull();
        assertThat(deque.peek()).isNull();
        assertThat(deque.peekFirst()).isNull();
        assertThat(deque.peekLast()).isNull();
        for (Runnable failing : List.<Runnable>of(
                deque::remove,
                deque::removeFirst,
                deque::removeLast,
                deque::pop,
                deque::element,
                deque::getFirst,
                deque::getLast)) {
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(failing::run);
        }
    }

    @Test
    default void elements_everyType_comeBack(Deque<Object> deque) {
        byte[] bytes = {1, 2};
        deque.addAll(Arrays.asList(1L, 2.5, "text", bytes, Samples.large(1)));

        assertThat(deque).containsExactly(1L, 2.5, "text", bytes, Samples.large(1));
        assertThat(deque.pollLast()).isEqualTo(Samples.large(1));
        assertThat(deque.contains(bytes.clone())).isTrue();
    }

    @Test
    default void nullElements_everyMethod_areRefused(Deque<Object> deque) {
        for (Runnable failing : List.<Runnable>of(
                () -> deque.add(null),
                () -> deque.addFirst(null),
                () -> deque.offerLast(null),
                () -> deque.push(null),
                () -> deque.addAll(Arrays.asList("a", null)),
                () -> deque.addAll(null),
                () -> deque.addAllFirst(null),
                () -> deque.set(0, null),
                () -> assertThat(deque.contains(null)).isFalse(),
                () -> deque.remove(null),
                () -> deque.removeLastOccurrence(null),
                () -> deque.count(null),
                () -> deque.drainTo(null),
                () -> deque.removeIf(null),
                () -> deque.removeAll(null),
                () -> deque.transactResult(null))) {
            assertThatNullPointerException().isThrownBy(failing::run);
        }
        assertThat(deque).isEmpty();
    }

    @Test
    default void addAll_bothSides_addsTheFirstFirst(Deque<Object> deque) {
        assertThat(deque.addAll(List.of("a", "b"))).isTrue();
        assertThat(deque.addAllFirst(List.of("x", "y"))).isTrue();
        assertThat(deque.addAll(List.of())).isFalse();
        assertThat(deque.addAllFirst(Set.of())).isFalse();

        assertThat(deque).containsExactly("y", "x", "a", "b");
        Collection<Object> itself = deque;
        assertThatIllegalArgumentException().isThrownBy(() -> deque.addAll(itself));
        assertThatIllegalArgumentException().isThrownBy(() -> deque.addAllFirst(itself));
    }

    @Test
    default void addAll_oneCannotBeEncoded_addsNone(Deque<Object> deque) {
        assertThatThrownBy(() -> deque.addAll(List.of("a", new Object()))).isInstanceOf(SerializationException.class);
        assertThat(deque).isEmpty();
    }

    @Test
    default void byElement_everyMethod_findsEqualForms(Deque<Object> deque) {
        deque.addAll(List.of("a", "b", "a", 1L, "a", Samples.large(1)));

        assertThat(deque.count("a")).isEqualTo(3);
        assertThat(deque.count("c")).isZero();
        assertThat(deque.count(1L)).isEqualTo(1);
        assertThat(deque.count(1.0)).isZero();
        assertThat(deque.contains(Samples.large(1))).isTrue();
        assertThat(deque.contains(new Object())).isFalse();
        assertThat(deque.removeFirstOccurrence("a")).isTrue();
        assertThat(deque.removeLastOccurrence("a")).isTrue();
        assertThat(deque.remove("c")).isFalse();
        assertThat(deque.remove(new Object())).isFalse();
        assertThat(deque.remove(Samples.large(1))).isTrue();
        assertThat(deque).containsExactly("b", "a", 1L);
    }

    @Test
    default void byElement_codecWithSeveralForms_comparesByEquals(DequeTestbed testbed) {
        Deque<String> deque =
                testbed.open(options -> options.values(Codec.string().encrypted(CodecContract.SECRET)));
        deque.addAll(List.of("a", "b", "a"));

        assertThat(deque.count("a")).isEqualTo(2);
        assertThat(deque.removeLastOccurrence("a")).isTrue();
        assertThat(deque).containsExactly("a", "b");
    }

    @Test
    default void removeIf_andItsLike_areOneTransaction(Deque<Object> deque) {
        deque.addAll(IntStream.range(0, 200).mapToObj(i -> (Object) (long) i).toList());
        assertThatThrownBy(() -> deque.removeIf(element -> {
                    if (element.equals(150L)) {
                        throw new IllegalStateException("no");
                    }
                    return true;
                }))
                .hasMessage("no");
        assertThat(deque.size()).isEqualTo(200);

        assertThat(deque.removeIf(element -> (long) element % 2 == 1)).isTrue();
        assertThat(deque.removeIf(element -> (long) element % 2 == 1)).isFalse();
        assertThat(deque.removeAll(List.of(0L, 2L, 3L))).isTrue();
        assertThat(deque.retainAll(List.of(4L, 6L, 8L, 9L))).isTrue();
        assertThat(deque).containsExactly(4L, 6L, 8L);
        deque.clear();
        assertThat(deque.isEmpty()).isTrue();
    }

    @Test
    default void clear_moreThanABatch_removesAll(Deque<Object> deque) {
        deque.addAll(IntStream.range(0, 2_500).mapToObj(i -> (Object) (long) i).toList());
        deque.add(Samples.large(1));
        deque.clear();

        assertThat(deque.length()).isZero();
        assertThat(deque.poll()).isNull();
    }

    @Test
    default void drainTo_limited_movesFromTheFront(Deque<Object> deque) {
        deque.addAll(List.of("a", "b", "c", "d"));
        List<Object> target = new ArrayList<>();

        assertThat(deque.drainTo(target, 2)).isEqualTo(2);
        assertThat(deque.drainTo(target, 0)).isZero();
        assertThat(target).containsExactly("a", "b");
        assertThat(deque.drainTo(target)).isEqualTo(2);
        assertThat(target).containsExactly("a", "b", "c", "d");
        assertThat(deque.drainTo(target)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> deque.drainTo(deque));
    }

    @Test
    default void drainTo_targetRefuses_removesNone(Deque<Object> deque) {
        deque.addAll(List.of("a", "b"));

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> deque.drainTo(List.of()));
        assertThat(deque).containsExactly("a", "b");
    }

    @Test
    default void iterators_bothWays_readPageByPage(Deque<Object> deque) {
        List<Object> elements =
                IntStream.range(0, 700).mapToObj(i -> (Object) (long) i).toList();
        deque.addAll(elements);
        List<Object> backward = new ArrayList<>();
        deque.descendingIterator().forEachRemaining(backward::add);

        assertThat(deque).containsExactlyElementsOf(elements);
        assertThat(backward).hasSize(700).first().isEqualTo(699L);
        assertThat(backward).last().isEqualTo(0L);
        assertThat(deque.toArray()).containsExactly(elements.toArray());
        assertThat(deque.stream().limit(2)).containsExactly(0L, 1L);
    }

    @Test
    default void iterator_remove_removesWhatWasShown(Deque<Object> deque) {
        deque.addAll(List.of("a", "b", "c"));
        Iterator<Object> iterator = deque.iterator();
        assertThatIllegalStateException().isThrownBy(iterator::remove);
        iterator.next();
        iterator.next();
        iterator.remove();
        assertThatIllegalStateException().isThrownBy(iterator::remove);
        assertThat(iterator.next()).isEqualTo("c");
        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);

        assertThat(deque).containsExactly("a", "c");
        Iterator<Object> backward = deque.descendingIterator();
        backward.next();
        backward.remove();
        assertThat(deque).containsExactly("a");
    }

    @Test
    default void iterator_removeOfWhatIsNotThereAnyMore_removesNothingElse(Deque<Object> deque) {
        deque.addAll(List.of("a", "b", "c"));
        Iterator<Object> replaced = deque.iterator();
        replaced.next();
        deque.set(0, "x");
        replaced.remove();
        Iterator<Object> moved = deque.iterator();
        moved.next();
        deque.rotate(-1);
        moved.remove();
        Iterator<Object> gone = deque.iterator();
        gone.next();
        deque.poll();
        gone.remove();

        assertThat(deque).containsExactly("c", "x");
    }

    @Test
    default void iterator_othersChangeTheDeque_goesOn(Deque<Object> deque) {
        deque.addAll(IntStream.range(0, 300).mapToObj(i -> (Object) (long) i).toList());
        Iterator<Object> iterator = deque.iterator();
        assertThat(iterator.next()).isEqualTo(0L);
        deque.removeLast();
        deque.addFirst("new");
        List<Object> rest = new ArrayList<>();
        iterator.forEachRemaining(rest::add);

        assertThat(rest).hasSizeBetween(298, 299).startsWith(1L, 2L).doesNotContain("new");
    }

    @Test
    default void undecodable_elements_failAndStay(DequeTestbed testbed) {
        testbed.expectDamage();
        Store store = testbed.openStore();
        Wait wait = Wait.FOREVER;
        Sequence.Queue queue = Sequence.queue(null);
        store.append(queue, Side.BACK, List.of(Item.of(Encoded.natively(Scalar.of(5)))), Cull.NONE, wait);
        Deque<String> deque = testbed.open(options -> options.values(Codec.string()));
        deque.add("a");

        for (Runnable failing : List.<Runnable>of(
                deque::poll,
                deque::peek,
                () -> deque.get(0),
                () -> deque.set(0, "b"),
                () -> deque.removeAt(0),
                () -> deque.drainTo(new ArrayList<>()),
                () -> deque.iterator().next())) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(failing::run)
                    .withMessageContaining("string");
        }
        assertThat(deque.length()).isEqualTo(2);
        Iterator<String> iterator = deque.iterator();
        assertThatExceptionOfType(SerializationException.class).isThrownBy(iterator::next);
        iterator.remove();
        assertThat(deque).containsExactly("a");
    }

    @Test
    default void expiredRows_ofOtherPrograms_areNoElements(Deque<Object> deque, DequeTestbed testbed) {
        Store store = testbed.openStore();
        Item expiring = new Item(Encoded.natively(Scalar.of("x")), Expiry.after(Duration.ofSeconds(1)), null);
        deque.add("a");
        store.append(Sequence.queue(null), Side.BACK, List.of(expiring), Bound.none(), Cull.NONE, Wait.FOREVER);
        deque.add("b");
        testbed.clock().advanceSeconds(1);

        assertThat(deque).containsExactly("a", "b");
        assertThat(deque.get(1)).isEqualTo("b");
        assertThat(deque.length()).isEqualTo(3);
        assertThat(deque.contains("x")).isFalse();
        deque.reverse();
        assertThat(deque.poll()).isEqualTo("b");
        assertThat(deque.poll()).isEqualTo("a");
        assertThat(deque.poll()).isNull();
        assertThat(deque.length()).isZero();
    }

    @Test
    default void comparison_withOtherSequences_isByElements(Deque<Object> deque, DequeTestbed testbed) {
        deque.addAll(List.of(1L, 2L, 3L));

        assertThat(deque.contentEquals(List.of(1L, 2L, 3L))).isTrue();
        assertThat(deque.contentEquals(List.of(1L, 2L))).isFalse();
        assertThat(deque.contentEquals(List.of(1L, 2L, 3L, 4L))).isFalse();
        assertThat(deque.contentEquals(List.of(1L, 3L, 2L))).isFalse();
        assertThat(deque.compareTo(List.of(1L, 2L, 3L))).isZero();
        assertThat(deque.compareTo(List.of(1L, 2L))).isPositive();
        assertThat(deque.compareTo(List.of(1L, 2L, 3L, 0L))).isNegative();
        assertThat(deque.compareTo(List.of(1L, 5L))).isNegative();
        assertThat(deque.compareTo(List.of(0L, 5L, 5L, 5L))).isPositive();
        deque.clear();
        assertThat(deque.compareTo(List.of())).isZero();
        deque.add(new byte[] {1});
        assertThat(deque.contentEquals(List.of(new byte[] {1}))).isTrue();
        assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> deque.compareTo(List.of(new byte[] {1})));
        Deque<Object> same = testbed.open();
        assertThat(deque).as("another opening of the same store").isNotEqualTo(same);
        assertThat(deque.hashCode()).isEqualTo(System.identityHashCode(deque));
    }

    @Test
    default void transact_severalOperations_areAllOrNothing(Deque<Object> deque) throws InterruptedException {
        deque.add("a");
        deque.transact(tx -> tx.addLast(tx.removeFirst() + "b"));
        assertThat(deque).containsExactly("ab");
        assertThatThrownBy(() -> deque.transact(tx -> {
                    tx.clear();
                    tx.addAll(List.of("x", Samples.large(1)));
                    tx.rotate(1);
                    assertThat(tx.length()).isEqualTo(2);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(deque).containsExactly("ab");
        assertThat(deque.<Integer>transactResult(tx -> tx.size())).isEqualTo(1);
        assertThat(deque.<Object>transactResult(tx -> {
                    try {
                        return tx.poll(0, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .isEqualTo("ab");
    }
}
