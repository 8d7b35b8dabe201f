package dev.larder.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.AnnotatedElementKey;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.CachedExpressionEvaluator;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.Expression;

/** Expressions over the arguments and the result of a method, each parsed once. */
final class Expressions extends CachedExpressionEvaluator {

    private final Map<ExpressionKey, Expression> parsed = new ConcurrentHashMap<>();
    private final BeanFactory beans;

    Expressions(BeanFactory beans) {
        this.beans = beans;
    }

    /** A call of a method that the target's class declares, or what it has inherited. */
    record Call(Object target, Method method, Object[] arguments) {}

    /** What the expression gives. {@code result} is null if there is none, or none yet. */
    @Nullable
    Object evaluate(String expression, Call call, @Nullable Object result) {
        MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(
                call.target(), call.method(), call.arguments(), getParameterNameDiscoverer());
        context.setBeanResolver(new BeanFactoryResolver(beans));
        context.setVariable("result", result);
        AnnotatedElementKey place =
                new AnnotatedElementKey(call.method(), call.target().getClass());
        return getExpression(parsed, place, expression).getValue(context);
    }
}
