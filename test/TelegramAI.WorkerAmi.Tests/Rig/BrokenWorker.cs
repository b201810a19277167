namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A folder with a program that is called as the worker is, and is none.</summary>
internal sealed class BrokenWorker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-broken");

    private BrokenWorker()
    {
    }

    public BrokenWorker(string script)
    {
        using var file = new StreamWriter(Program, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        file.Write($"#!/bin/sh\n{script}\n");
    }

    public string Folder => _folder.FullName;

    private string Program => Path.Combine(Folder, "TelegramAI.Worker");

    /// <summary>Another program in its place, for where there is no shell.</summary>
    public static BrokenWorker Of(string program)
    {
        var worker = new BrokenWorker();
        File.Copy(program, worker.Program);
        return worker;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
