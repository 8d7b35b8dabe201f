package dev.larder.spring.boot.app;

import dev.larder.Larder;
import dev.larder.spring.LarderCache;
import dev.larder.spring.boot.LarderQueueListener;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the application runs from the class path or from the module path, over HTTP. */
@RestController
class ModulesController {

    /** The modules of Larder, of its caches for Spring, of the starter and of this application. */
    @GetMapping("/modules")
    List<String> modules() {
        return Stream.of(Larder.class, LarderCache.class, LarderQueueListener.class, ModulesController.class)
                .map(type -> String.valueOf(type.getModule().getName()))
                .toList();
    }
}
