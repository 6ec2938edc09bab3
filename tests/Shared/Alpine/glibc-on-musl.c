/*
 * What Debian's libstdc++ and libgcc_s take from Debian's C library and musl does not have, under the name of the library they expect it
 * in. A local mirror has no libstdc++ built for musl, and the agent for musl needs one.
 */
#define _GNU_SOURCE
#include <link.h>
#include <unistd.h>

struct search {
    const char *address;
    struct dl_find_object *result;
};

static int look_into(struct dl_phdr_info *object, size_t size, void *data) {
    struct search *search = data;
    char *start = NULL, *end = NULL, *unwind_table = NULL;
    int found = 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &object->dlpi_phdr[i];
        char *segment = (char *)object->dlpi_addr + header->p_vaddr;
        if (header->p_type == PT_LOAD) {
            start = start ? start : segment;
            end = segment + header->p_memsz;
            found |= search->address >= segment && search->address < end;
        } else if (header->p_type == PT_GNU_EH_FRAME) {
            unwind_table = segment;
        }
    }
    if (!found || !unwind_table)
        return 0;
    search->result->dlfo_map_start = start;
    search->result->dlfo_map_end = end;
    search->result->dlfo_eh_frame = unwind_table;
    return 1;
}

/* Exceptions are unwound with it. */
int _dl_find_object(void *address, struct dl_find_object *result) {
    struct search search = {address, result};
    return dl_iterate_phdr(look_into, &search) ? 0 : -1;
}

unsigned arc4random(void) {
    unsigned value = 0;
    return getentropy(&value, sizeof value) == 0 ? value : 0;
}

size_t strftime_l(char *, size_t, const char *, const void *, void *);

size_t __strftime_l(char *text, size_t size, const char *format, const void *time, void *locale) {
    return strftime_l(text, size, format, time, locale);
}

/* Destructors of thread-local objects: the threads of the agent live as long as it does. */
int __cxa_thread_atexit_impl(void (*destructor)(void *), void *object, void *library) {
    return 0;
}

char __libc_single_threaded = 0;
unsigned __cpu_model[4];

int __cpu_indicator_init(void) {
    return 0;
}

unsigned long strtoul(const char *, char **, int);

unsigned long __isoc23_strtoul(const char *text, char **end, int base) {
    return strtoul(text, end, base);
}

/* Numbers of 128 bits are neither read nor written by anything here. */
int strfromf128(char *text, size_t size, const char *format, _Float128 value) {
    return -1;
}

_Float128 strtof128(const char *text, char **end) {
    return 0;
}
