/**
 * Cached values as responses of Spring MVC, with ranges and validators, sent by Java or handed to the web server in
 * front of it: {@link dev.larder.spring.web.CachedFiles}.
 */
@NullMarked
package dev.larder.spring.web;

import org.jspecify.annotations.NullMarked;
