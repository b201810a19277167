namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A folder with a program that is called as the worker is, and is none.</summary>
internal sealed class BrokenWorker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-broken");

    public BrokenWorker(string script)
    {
        var path = Path.Combine(Folder, "TelegramAI.Worker.Ec2");
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        file.Write($"#!/bin/sh\n{script}\n");
    }

    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
