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

static void *work(void *argument) {
    struct hal_worker *worker = argument;
    for (;;) {
        wait_for(&worker->wake);
        if (worker->is_ending) return NULL;
        worker->call(worker->context, worker->index);
        sem_post(&worker->done);
    }
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
    // Without attributes a thread inherits the scheduling class and priority of its creator.
    int returned = pthread_create(&worker->thread, NULL, work, worker);
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

void hal_worker_end(struct hal_worker *worker) {
    worker->is_ending = true;
    sem_post(&worker->wake);
    pthread_join(worker->thread, NULL);
    sem_destroy(&worker->wake);
    sem_destroy(&worker->done);
    free(worker);
}
