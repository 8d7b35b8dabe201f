package dev.larder.spring.boot.app;

import dev.larder.Counter;
import dev.larder.Larder;
import dev.larder.codec.jackson.Json;
import dev.larder.spring.EnableLarderCaching;
import dev.larder.spring.LarderCacheManager;
import dev.larder.spring.LarderCacheOptions;
import java.nio.file.Path;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;

/** The same books on Spring's framework alone. */
public final class PlainApplication {

    private PlainApplication() {}

    /** What Spring Boot's starter makes of properties. No {@code @Configuration}, which Spring Boot would find here. */
    @EnableCaching
    @EnableLarderCaching
    static class Bookshop {

        @Bean
        LarderCacheManager caches(Larder larder) {
            return LarderCacheManager.of(larder)
                    .cache("books", LarderCacheOptions.defaults().values(Json.of(Book.class)))
                    .build();
        }

        @Bean
        Counter loads(Larder larder) {
            return larder.counter("loads");
        }

        @Bean
        Books books(Counter loads) {
            return new Books(loads);
        }
    }

    /**
     * Finds a book, forgets what there is of its author, and finds it again; prints what it finds.
     *
     * @param arguments the directory of the larder
     */
    public static void main(String[] arguments) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Larder.class, () -> Larder.open(Path.of(arguments[0])));
            context.register(Bookshop.class);
            context.refresh();
            Books books = context.getBean(Books.class);
            System.out.println(Larder.class.getModule());
            System.out.println(books.find("austen", "emma"));
            books.forget("austen");
            System.out.println(books.find("austen", "emma"));
        }
    }
}
