package dev.larder.spring;

import java.lang.reflect.Method;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Methods with {@link EvictTag}, on themselves or on what they override. */
final class EvictTagPointcut extends StaticMethodMatcherPointcut {

    EvictTagPointcut() {
        setClassFilter(type -> !type.getName().startsWith("java."));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        return AnnotatedElementUtils.hasAnnotation(specific, EvictTag.class)
                || AnnotatedElementUtils.hasAnnotation(specific, EvictTags.class);
    }
}
