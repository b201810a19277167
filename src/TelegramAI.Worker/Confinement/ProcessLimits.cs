using System.Runtime.InteropServices;

namespace TelegramAI.Worker.Confinement;

/// <summary>What a confined program may not do. It holds for the process for good, whatever program that becomes.</summary>
internal static class ProcessLimits
{
    private const ulong MemoryBytes = 1024UL * 1024 * 1024;
    private const ulong ProcessorSeconds = 600;
    private const uint Seconds = 1800;

    // https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl
    private static readonly uint[] Denied =
    [
        41, // socket
        101, // ptrace
        272, // unshare
        308, // setns
        310, // process_vm_readv
        311, // process_vm_writev
        425, // io_uring_setup, by which a socket could be made too
        438, // pidfd_getfd
    ];

    /// <summary>Confines this process.</summary>
    /// <param name="failed">What could not be done.</param>
    public static bool TryEnter(out string failed)
    {
        failed = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? Enter() ?? "" : "the processor is none of x86-64";
        return failed.Length == 0;
    }

    private static string? Enter()
    {
        // Where the machine's memory ends, it is this process that goes.
        File.WriteAllText("/proc/self/oom_score_adj", "1000");
        _ = SystemCalls.Alarm(Seconds);
        if (!SystemCalls.Limit(SystemCalls.Resource.Core, 0) || !SystemCalls.Limit(SystemCalls.Resource.ProcessorTime, ProcessorSeconds))
            return "the time can't be limited";

        if (!SystemCalls.Limit(SystemCalls.Resource.AddressSpace, MemoryBytes))
            return "the memory can't be limited";

        return SystemCalls.Filter(Denied) ? null : "the network can't be taken away";
    }
}
