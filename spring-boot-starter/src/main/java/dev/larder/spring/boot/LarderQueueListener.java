package dev.larder.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls the method for each item of a work queue. Its one parameter is the item, or its {@link dev.larder.Delivery} if
 * the method wants to know the attempt or settle it itself. Its bean is a singleton; the method may be one of a
 * superclass or an interface, and the bean may have a proxy, on which the method is called.
 *
 * <pre>{@code
 * @LarderQueueListener(queue = "jobs", concurrency = "2", rejectFor = InvalidJobException.class)
 * void run(Job job) { … }
 * }</pre>
 *
 * <p>When the method returns, the item is acknowledged: so it does the work itself, and one that returns a future is
 * refused. When it throws, the item is given back, to be handed out again after the queue's back-off, and becomes a
 * dead letter after its last attempt; with a class of {@link #rejectFor} at once. While the method runs, the item's
 * lease is extended. As everywhere in work queues an item may be handed out twice, so let work that is done twice do no
 * harm.
 *
 * <p>Listeners start with the application and take nothing more when it stops; what is running is waited for, up to
 * {@code larder.listener.stop-timeout}, and handed out again elsewhere if it takes longer.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LarderQueueListener {

    /**
     * Name of the queue: one of {@code larder.queues}, or name or qualifier of a bean of type
     * {@link dev.larder.WorkQueue}; placeholders are resolved.
     */
    String queue();

    /** How many threads take items, each in its turn; placeholders are resolved. */
    String concurrency() default "1";

    /** What the method throws when another attempt would be useless. */
    Class<? extends Throwable>[] rejectFor() default {};
}
