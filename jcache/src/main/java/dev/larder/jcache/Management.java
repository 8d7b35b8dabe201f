package dev.larder.jcache;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** One bean of a cache in the platform's MBean server, under the name that the specification gives it. */
final class Management {

    private static final System.Logger LOG = System.getLogger(Management.class.getName());

    private final ObjectName name;
    private final Object bean;
    private boolean registered;

    /**
     * @param type {@code CacheConfiguration} or {@code CacheStatistics}
     * @param bean an object whose class has an MXBean interface
     */
    Management(String type, LarderCache<?, ?> cache, Object bean) {
        this.bean = bean;
        try {
            name = new ObjectName("javax.cache:type=" + type + ",CacheManager="
                    + safe(cache.getCacheManager().getURI().toString()) + ",Cache=" + safe(cache.getName()));
        } catch (JMException e) {
            throw new CacheException("There can be no bean for cache '" + cache.getName() + "': " + e.getMessage(), e);
        }
    }

    /** Without the characters that have a meaning in object names, as all providers replace them. */
    private static String safe(String text) {
        return text.replaceAll("[:=\n,]", ".");
    }

    /** Registers or unregisters the bean, if it is not so already. */
    synchronized void enable(boolean enabled) {
        if (enabled == registered) {
            return;
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            if (enabled) {
                server.registerMBean(bean, name);
            } else {
                server.unregisterMBean(name);
            }
            registered = enabled;
        } catch (InstanceAlreadyExistsException e) {
            // the name has no room for the class loader, which is all that tells two managers of one URI apart
            LOG.log(System.Logger.Level.WARNING, "There is a bean {0} already, of a manager with the same URI", name);
        } catch (InstanceNotFoundException e) {
            registered = false; // somebody else has unregistered it
        } catch (JMException e) {
            throw new CacheException("The bean " + name + " cannot be registered: " + e.getMessage(), e);
        }
    }
}
