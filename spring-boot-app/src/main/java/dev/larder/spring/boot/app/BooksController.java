package dev.larder.spring.boot.app;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Books over HTTP. */
@RestController
class BooksController {

    private final Books books;

    BooksController(Books books) {
        this.books = books;
    }

    @GetMapping("/authors/{author}/{isbn}")
    Book find(@PathVariable String author, @PathVariable String isbn) {
        return books.find(author, isbn);
    }

    @PutMapping("/authors/{author}/{isbn}")
    Book correct(@PathVariable String author, @PathVariable String isbn) {
        return books.correct(author, isbn);
    }

    @DeleteMapping("/authors/{author}")
    void forget(@PathVariable String author) {
        books.forget(author);
    }

    @GetMapping("/slow/{isbn}")
    Book findSlowly(@PathVariable String isbn) throws InterruptedException {
        return books.findSlowly(isbn);
    }

    @GetMapping("/none/{isbn}")
    @Nullable
    Book findNone(@PathVariable String isbn) {
        return books.findNone(isbn);
    }

    @GetMapping("/later/{isbn}")
    Book findLater(@PathVariable String isbn) {
        return books.findLater(isbn).join();
    }
}
