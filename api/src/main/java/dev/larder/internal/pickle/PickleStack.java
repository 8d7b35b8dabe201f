package dev.larder.internal.pickle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that a pickle's opcodes work on: those on the stack, with marks between them, and those remembered. */
final class PickleStack {

    private final PickleInput in;
    private final List<@Nullable Object> objects = new ArrayList<>();

    /** How many objects lay on the stack at each mark. */
    private final Deque<Integer> marks = new ArrayDeque<>();

    private final Map<Long, @Nullable Object> memo = new HashMap<>();

    /** @param in for the messages */
    PickleStack(PickleInput in) {
        this.in = in;
    }

    void push(@Nullable Object object) {
        objects.add(object);
    }

    void mark() {
        marks.push(objects.size());
    }

    @Nullable
    Object top() {
        require(1);
        return objects.get(objects.size() - 1);
    }

    /** Takes objects off, none of them from before the last mark; the top one comes last. */
    List<@Nullable Object> pop(int count) {
        require(count);
        List<@Nullable Object> last = objects.subList(objects.size() - count, objects.size());
        List<@Nullable Object> popped = new ArrayList<>(last);
        last.clear();
        return popped;
    }

    /** Takes all objects off that came after the last mark, and the mark. */
    List<@Nullable Object> popToMark() {
        if (marks.isEmpty()) {
            throw in.unreadable("has no mark before it", null);
        }
        int count = objects.size() - marks.peek();
        List<@Nullable Object> popped = pop(count);
        marks.pop();
        return popped;
    }

    /** The one object that is left. */
    @Nullable
    Object last() {
        if (objects.size() != 1 || !marks.isEmpty()) {
            throw in.unreadable(
                    "comes with " + objects.size() + " objects and " + marks.size() + " marks left over", null);
        }
        return objects.get(0);
    }

    /** Remembers the top object under the next number. */
    void memoize() {
        put(memo.size());
    }

    /** Remembers the top object. */
    void put(long number) {
        memo.put(number, top());
    }

    /** Pushes the object that was remembered under a number. */
    void get(long number) {
        if (!memo.containsKey(number)) {
            throw in.unreadable("refers to object " + number + ", which there is not", null);
        }
        push(memo.get(number));
    }

    private void require(int count) {
        int bottom = marks.isEmpty() ? 0 : marks.peek();
        if (objects.size() - bottom < count) {
            throw in.unreadable("needs " + count + " objects where there are " + (objects.size() - bottom), null);
        }
    }
}
