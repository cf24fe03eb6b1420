#define _GNU_SOURCE
#include "CLinuxHAL.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>

// One thread that sleeps until it is woken, calls, and says that it is done. Semaphores order
// memory: what was written before a post is seen after the wait.
struct hal_worker {
    pthread_t thread;
    sem_t wake;
    sem_t done;
    hal_worker_call call;
    void *context;
    int index;
    bool is_ending;
};

static void wait_for(sem_t *semaphore) {
    while (sem_wait(semaphore) < 0 && errno == EINTR) {}
}

// Locked memory makes all of a stack resident, and the usual one is 8 MB.
enum { worker_stack_size = 256 * 1024 };
_Static_assert(worker_stack_size >= 2 * hal_prefaulted_size, "What is touched has to be there.");

static void *work(void *argument) {
    hal_prefault_stack();
    struct hal_worker *worker = argument;
    for (;;) {
        wait_for(&worker->wake);
        if (worker->is_ending) return NULL;
        worker->call(worker->context, worker->index);
        sem_post(&worker->done);
    }
}

// A thread inherits the scheduling class and priority of its creator unless told otherwise.
static int start_thread(struct hal_worker *worker) {
    pthread_attr_t attributes;
    int returned = pthread_attr_init(&attributes);
    if (returned != 0) return returned;
    returned = pthread_attr_setstacksize(&attributes, worker_stack_size);
    if (returned == 0) returned = pthread_create(&worker->thread, &attributes, work, worker);
    pthread_attr_destroy(&attributes);
    return returned;
}

int hal_worker_start(
    const char *name, int index, hal_worker_call call, void *context,
    struct hal_worker **started) {
    struct hal_worker *worker = calloc(1, sizeof *worker);
    if (!worker) return -ENOMEM;
    worker->call = call;
    worker->context = context;
    worker->index = index;
    sem_init(&worker->wake, 0, 0);
    sem_init(&worker->done, 0, 0);

    // Signals are the business of the thread that waits for them.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int returned = start_thread(worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (returned != 0) {
        sem_destroy(&worker->wake);
        sem_destroy(&worker->done);
        free(worker);
        return -returned;
    }
    // At most 15 characters; only a name.
    pthread_setname_np(worker->thread, name);
    *started = worker;
    return 0;
}

void hal_worker_wake(struct hal_worker *worker) { sem_post(&worker->wake); }

void hal_worker_wait(struct hal_worker *worker) { wait_for(&worker->done); }

int hal_worker_policy(struct hal_worker *worker, int *priority) {
    struct sched_param parameters;
    int policy = 0;
    int returned = pthread_getschedparam(worker->thread, &policy, &parameters);
    if (returned != 0) return -returned;
    *priority = parameters.sched_priority;
    return policy;
}

size_t hal_worker_stack_size(struct hal_worker *worker) {
    pthread_attr_t attributes;
    size_t size = 0;
    if (pthread_getattr_np(worker->thread, &attributes) != 0) return 0;
    pthread_attr_getstacksize(&attributes, &size);
    pthread_attr_destroy(&attributes);
    return size;
}

void hal_worker_end(struct hal_worker *worker) {
    worker->is_ending = true;
    sem_post(&worker->wake);
    pthread_join(worker->thread, NULL);
    sem_destroy(&worker->wake);
    sem_destroy(&worker->done);
    free(worker);
}
