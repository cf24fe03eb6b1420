#include "CLinuxHAL.h"

#include <errno.h>
#include <gpiod.h>
#include <stdlib.h>
#include <string.h>

// Neither version of gpiod.h says its number. GPIOD_BIT is a public macro of 1.x; 2.x defines no
// macro but its include guard.
#ifdef GPIOD_BIT
#define GPIOD_MAJOR 1
#else
#define GPIOD_MAJOR 2
#endif

static struct gpiod_chip *library_chip(struct hal_gpio_chip *chip) {
    return (struct gpiod_chip *)chip;
}

static void copy_text(char *target, const char *source) {
    target[0] = '\0';
    if (source) strncat(target, source, hal_gpio_text_size - 1);
}

// The library sets errno, but a failure has to look like one even where it does not.
static int failure(void) { return errno > 0 ? -errno : -EIO; }

int hal_gpio_chip_open(const char *path, struct hal_gpio_chip **chip) {
    *chip = (struct hal_gpio_chip *)gpiod_chip_open(path);
    return *chip ? 0 : failure();
}

void hal_gpio_chip_close(struct hal_gpio_chip *chip) { gpiod_chip_close(library_chip(chip)); }

#if GPIOD_MAJOR == 1

struct hal_gpio_line {
    struct gpiod_line *held;
    bool has_edges;
};

const char *hal_gpio_version(void) { return gpiod_version_string(); }

int hal_gpio_chip_info(struct hal_gpio_chip *chip, struct hal_gpio_chip_info *info) {
    copy_text(info->name, gpiod_chip_name(library_chip(chip)));
    copy_text(info->label, gpiod_chip_label(library_chip(chip)));
    info->line_count = gpiod_chip_num_lines(library_chip(chip));
    return 0;
}

int hal_gpio_line_info(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_line_info *info) {
    struct gpiod_line *line = gpiod_chip_get_line(library_chip(chip), offset);
    if (!line || gpiod_line_update(line) < 0) return failure();
    copy_text(info->name, gpiod_line_name(line));
    copy_text(info->consumer, gpiod_line_consumer(line));
    info->is_used = gpiod_line_is_used(line);
    return 0;
}

static int bias_flag(int bias) {
    switch (bias) {
    case hal_gpio_bias_disabled: return GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    case hal_gpio_bias_pull_up: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP;
    case hal_gpio_bias_pull_down: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    default: return 0;
    }
}

int hal_gpio_line_request(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_request request,
    struct hal_gpio_line **line) {
    struct gpiod_line *found = gpiod_chip_get_line(library_chip(chip), offset);
    if (!found) return failure();
    struct hal_gpio_line *made = calloc(1, sizeof *made);
    if (!made) return -ENOMEM;
    struct gpiod_line_request_config config = {
        .consumer = request.consumer,
        .request_type = request.is_output   ? GPIOD_LINE_REQUEST_DIRECTION_OUTPUT
            : request.has_edges             ? GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES
                                            : GPIOD_LINE_REQUEST_DIRECTION_INPUT,
        .flags = bias_flag(request.bias)
            | (request.is_active_low ? (int)GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0),
    };
    if (gpiod_line_request(found, &config, request.initial_value) < 0) {
        int returned = failure();
        free(made);
        return returned;
    }
    made->held = found;
    made->has_edges = request.has_edges && !request.is_output;
    *line = made;
    return 0;
}

void hal_gpio_line_release(struct hal_gpio_line *line) {
    gpiod_line_release(line->held);
    free(line);
}

int hal_gpio_line_get(struct hal_gpio_line *line) {
    int value = gpiod_line_get_value(line->held);
    return value < 0 ? failure() : value;
}

int hal_gpio_line_set(struct hal_gpio_line *line, bool value) {
    return gpiod_line_set_value(line->held, value) < 0 ? failure() : 0;
}

int hal_gpio_line_edges(struct hal_gpio_line *line, int64_t *last) {
    if (!line->has_edges) return 0;
    struct gpiod_line_event events[hal_gpio_edge_limit];
    // Without a wait of its own: reading blocks when there is nothing to read.
    const struct timespec at_once = {0, 0};
    int returned = gpiod_line_event_wait(line->held, &at_once);
    if (returned <= 0) return returned < 0 ? failure() : 0;
    int count = gpiod_line_event_read_multiple(line->held, events, hal_gpio_edge_limit);
    if (count < 0) return failure();
    if (count > 0)
        *last = (int64_t)events[count - 1].ts.tv_sec * 1000000000 + events[count - 1].ts.tv_nsec;
    return count;
}

#else

struct hal_gpio_line {
    struct gpiod_line_request *held;
    // NULL when the line reports no edges. Made once: reading allocates nothing.
    struct gpiod_edge_event_buffer *edges;
};

const char *hal_gpio_version(void) { return gpiod_api_version(); }

int hal_gpio_chip_info(struct hal_gpio_chip *chip, struct hal_gpio_chip_info *info) {
    struct gpiod_chip_info *found = gpiod_chip_get_info(library_chip(chip));
    if (!found) return failure();
    copy_text(info->name, gpiod_chip_info_get_name(found));
    copy_text(info->label, gpiod_chip_info_get_label(found));
    info->line_count = (unsigned int)gpiod_chip_info_get_num_lines(found);
    gpiod_chip_info_free(found);
    return 0;
}

int hal_gpio_line_info(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_line_info *info) {
    struct gpiod_line_info *found = gpiod_chip_get_line_info(library_chip(chip), offset);
    if (!found) return failure();
    copy_text(info->name, gpiod_line_info_get_name(found));
    copy_text(info->consumer, gpiod_line_info_get_consumer(found));
    info->is_used = gpiod_line_info_is_used(found);
    gpiod_line_info_free(found);
    return 0;
}

static enum gpiod_line_bias library_bias(int bias) {
    switch (bias) {
    case hal_gpio_bias_disabled: return GPIOD_LINE_BIAS_DISABLED;
    case hal_gpio_bias_pull_up: return GPIOD_LINE_BIAS_PULL_UP;
    case hal_gpio_bias_pull_down: return GPIOD_LINE_BIAS_PULL_DOWN;
    default: return GPIOD_LINE_BIAS_AS_IS;
    }
}

static enum gpiod_line_value library_value(bool value) {
    return value ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
}

static struct gpiod_line_request *request_line(
    struct gpiod_chip *chip, unsigned int offset, struct hal_gpio_request request) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *options = gpiod_request_config_new();
    struct gpiod_line_request *held = NULL;

    if (settings && lines && options) {
        gpiod_request_config_set_consumer(options, request.consumer);
        gpiod_line_settings_set_active_low(settings, request.is_active_low);
        bool has_edges = request.has_edges && !request.is_output;
        if (gpiod_line_settings_set_direction(settings,
                request.is_output ? GPIOD_LINE_DIRECTION_OUTPUT : GPIOD_LINE_DIRECTION_INPUT) == 0
            && gpiod_line_settings_set_bias(settings, library_bias(request.bias)) == 0
            && gpiod_line_settings_set_edge_detection(settings,
                has_edges ? GPIOD_LINE_EDGE_BOTH : GPIOD_LINE_EDGE_NONE) == 0
            && gpiod_line_settings_set_output_value(
                settings, library_value(request.initial_value)) == 0
            && gpiod_line_config_add_line_settings(lines, &offset, 1, settings) == 0)
            held = gpiod_chip_request_lines(chip, options, lines);
    }
    int number = errno;
    if (options) gpiod_request_config_free(options);
    if (lines) gpiod_line_config_free(lines);
    if (settings) gpiod_line_settings_free(settings);
    errno = number;
    return held;
}

int hal_gpio_line_request(
    struct hal_gpio_chip *chip, unsigned int offset, struct hal_gpio_request request,
    struct hal_gpio_line **line) {
    struct hal_gpio_line *made = calloc(1, sizeof *made);
    if (!made) return -ENOMEM;
    bool has_edges = request.has_edges && !request.is_output;
    if (has_edges) made->edges = gpiod_edge_event_buffer_new(hal_gpio_edge_limit);
    if (!has_edges || made->edges) made->held = request_line(library_chip(chip), offset, request);
    if (!made->held) {
        int returned = failure();
        if (made->edges) gpiod_edge_event_buffer_free(made->edges);
        free(made);
        return returned;
    }
    *line = made;
    return 0;
}

void hal_gpio_line_release(struct hal_gpio_line *line) {
    gpiod_line_request_release(line->held);
    if (line->edges) gpiod_edge_event_buffer_free(line->edges);
    free(line);
}

// A request here holds exactly one line, so the arrays of the library have one element.

int hal_gpio_line_get(struct hal_gpio_line *line) {
    enum gpiod_line_value value = GPIOD_LINE_VALUE_ERROR;
    if (gpiod_line_request_get_values(line->held, &value) < 0) return failure();
    return value == GPIOD_LINE_VALUE_ACTIVE;
}

int hal_gpio_line_set(struct hal_gpio_line *line, bool value) {
    enum gpiod_line_value wanted = library_value(value);
    return gpiod_line_request_set_values(line->held, &wanted) < 0 ? failure() : 0;
}

int hal_gpio_line_edges(struct hal_gpio_line *line, int64_t *last) {
    if (!line->edges) return 0;
    // Without a wait of its own: reading blocks when there is nothing to read.
    int returned = gpiod_line_request_wait_edge_events(line->held, 0);
    if (returned <= 0) return returned < 0 ? failure() : 0;
    int count = gpiod_line_request_read_edge_events(line->held, line->edges, hal_gpio_edge_limit);
    if (count < 0) return failure();
    if (count > 0) {
        struct gpiod_edge_event *event =
            gpiod_edge_event_buffer_get_event(line->edges, (unsigned long)count - 1);
        *last = (int64_t)gpiod_edge_event_get_timestamp_ns(event);
    }
    return count;
}

#endif
