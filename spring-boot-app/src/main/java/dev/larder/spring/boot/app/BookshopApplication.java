package dev.larder.spring.boot.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** Starts it. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
public class BookshopApplication {

    /** With Spring Boot's arguments, of which {@code --larder.directory} is needed. */
    public static void main(String[] arguments) {
        SpringApplication.run(BookshopApplication.class, arguments);
    }
}
