import CMalloc

/// How the process deals with memory it has freed.
enum FreedMemory {
    /// Keeps up to 128 MB for what is asked for next.
    ///
    /// A plan asks for arrays of some 100 KB again and again; the C library would fetch each from the system anew, and
    /// give it back, page by page.
    static func keep() {
        mallopt(M_MMAP_THRESHOLD, 64 << 20)
        mallopt(M_TRIM_THRESHOLD, 128 << 20)
    }
}
