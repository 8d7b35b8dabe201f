/** A program that uses Larder. */
module com.example.pantry {
    requires dev.larder;
    requires dev.larder.jcache;
}
