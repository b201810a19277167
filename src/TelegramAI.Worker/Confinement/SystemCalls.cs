using System.Runtime.InteropServices;

namespace TelegramAI.Worker.Confinement;

/// <summary>Linux's own calls for what .NET has none.</summary>
internal static partial class SystemCalls
{
    private const int NoNewPrivileges = 38;
    private const int SetSeccomp = 22;
    private const nuint FilterMode = 2;

    // Instructions and answers of a filter: https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
    private const ushort Load = 0x20;
    private const ushort IfEqual = 0x15;
    private const ushort IfAtLeast = 0x35;
    private const ushort Return = 0x06;
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint X64 = 0xC000003E;
    private const uint OtherAbi = 0x40000000;
    private const uint Kill = 0x80000000;
    private const uint Allow = 0x7FFF0000;
    private const uint AccessDenied = 0x00050000 | 13;

    /// <summary>What can be limited. https://man7.org/linux/man-pages/man2/getrlimit.2.html</summary>
    public enum Resource
    {
        ProcessorTime = 0,
        Core = 4,
        AddressSpace = 9,
    }

    /// <summary>Sets a limit that can't be raised again.</summary>
    public static bool Limit(Resource resource, ulong most) => SetLimit((int)resource, new ResourceLimit(most, most)) == 0;

    /// <summary>Ends the process after some seconds.</summary>
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "alarm")]
    public static partial uint Alarm(uint seconds);

    /// <summary>Refuses some calls to this thread, and to the program that it becomes.</summary>
    public static unsafe bool Filter(IReadOnlyList<uint> denied)
    {
        Instruction[] program =
        [
            new(Load, 0, 0, Architecture),
            new(IfEqual, 1, 0, X64),
            new(Return, 0, 0, Kill),
            new(Load, 0, 0, Number),
            new(IfAtLeast, (byte)(denied.Count + 1), 0, OtherAbi),
            .. denied.Select((call, index) => new Instruction(IfEqual, (byte)(denied.Count - index), 0, call)),
            new(Return, 0, 0, Allow),
            new(Return, 0, 0, AccessDenied),
        ];
        fixed (Instruction* first = program)
        {
            var filter = new FilterProgram { Length = (ushort)program.Length, First = first };
            return Control(NoNewPrivileges, 1, 0, 0, 0) == 0 && Control(SetSeccomp, FilterMode, (nuint)(&filter), 0, 0) == 0;
        }
    }

    /// <summary>Becomes another program, with nothing in its environment. Comes back only where that fails, with the error.</summary>
    public static int Execute(string program, IEnumerable<string> arguments)
    {
        _ = Execute(program, [program, .. arguments, null], [null]);
        return Marshal.GetLastPInvokeError();
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in ResourceLimit limit);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] arguments, string?[] environment);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    private unsafe struct FilterProgram
    {
        public ushort Length;

        public Instruction* First;
    }
}
