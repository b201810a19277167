using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TelegramAI.YouTube.Muxing.Confinement;

/// <summary>
/// Takes the network from the calling thread until it ends, and from every program that it starts: the kernel answers EPERM to the system
/// calls that make a socket or reach into another process that has one. It takes no privilege, so it works in a container without
/// capabilities too. https://docs.kernel.org/userspace-api/seccomp_filter.html
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class NetworkFilter
{
    // https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/prctl.h
    private const int SetSeccomp = 22;
    private const int SetNoNewPrivileges = 38;
    private const nuint FilterMode = 2;

    // https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/bpf_common.h
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfGreaterOrEqual = 0x35;
    private const ushort Return = 0x06;

    // Offsets in seccomp_data, and answers: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/seccomp.h
    private const uint CallNumber = 0;
    private const uint CallArchitecture = 4;
    private const uint Allow = 0x7FFF0000;
    private const uint OperationNotPermitted = 0x00050000 | 1;

    /// <summary>The x32 calls of x86-64 start here: they have the same architecture and other numbers.</summary>
    private const uint FirstX32Call = 0x40000000;

    /// <returns>Why the thread still has the network; null where it has none.</returns>
    public static string? Enter() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => Enter(0xC000003E, [41, 101, 310, 311, .. DeniedEverywhere]),
        Architecture.Arm64 => Enter(0xC00000B7, [198, 117, 270, 271, .. DeniedEverywhere]),
        var other => $"there is no filter for {other}",
    };

    // socket, ptrace, process_vm_readv and process_vm_writev are above, for they differ; these are io_uring_setup, which makes sockets
    // without a call, and pidfd_getfd. https://github.com/torvalds/linux/blob/v6.1/arch/x86/entry/syscalls/syscall_64.tbl
    private static uint[] DeniedEverywhere => [425, 438];

    private static unsafe string? Enter(uint architecture, uint[] denied)
    {
        // A jump counts the instructions that it skips; the last instruction denies.
        Instruction[] program =
        [
            new(LoadWord, 0, 0, CallArchitecture),
            new(JumpIfEqual, 0, (byte)(denied.Length + 3), architecture),
            new(LoadWord, 0, 0, CallNumber),
            new(JumpIfGreaterOrEqual, (byte)(denied.Length + 1), 0, FirstX32Call),
            .. denied.Select((call, index) => new Instruction(JumpIfEqual, (byte)(denied.Length - index), 0, call)),
            new(Return, 0, 0, Allow),
            new(Return, 0, 0, OperationNotPermitted),
        ];
        fixed (Instruction* first = program)
        {
            var filter = new FilterProgram { Length = (ushort)program.Length, First = first };
            return Control(SetNoNewPrivileges, 1, 0, 0, 0) == 0 && Control(SetSeccomp, FilterMode, (nuint)(&filter), 0, 0) == 0
                ? null
                : Marshal.GetLastPInvokeErrorMessage();
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct FilterProgram
    {
        public ushort Length;

        public Instruction* First;
    }
}
