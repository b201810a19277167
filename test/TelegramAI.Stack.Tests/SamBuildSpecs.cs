using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

/// <summary>
/// <c>sam build</c> runs the target <c>build-NAME</c> of the project's Makefile for each function, with the folder that it shall fill in
/// ARTIFACTS_DIR, from a folder of its own. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/building-custom-runtimes.html
/// </summary>
public sealed class SamBuildSpecs : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sam").FullName;

    [Fact]
    public async Task All_functions_get_the_one_executable_which_is_built_once()
    {
        Assert.SkipUnless(CanRun(), "make and unzip are not both installed.");
        await PrepareAsync();

        foreach (var function in Functions)
        {
            var artifacts = Directory.CreateDirectory(Path.Combine(_root, "build", function)).FullName;
            Assert.Equal("", await MakeAsync($"build-{function}", artifacts));
            Assert.Equal("the executable", await File.ReadAllTextAsync(Path.Combine(artifacts, "bootstrap"), TestContext.Current.CancellationToken));
        }

        var call = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_root, "calls"), TestContext.Current.CancellationToken));
        Assert.Equal($"{Project}: lambda package --output-package {_root}/artifacts/functions.zip", call);
    }

    [Fact]
    public async Task A_changed_source_is_built_again()
    {
        Assert.SkipUnless(CanRun(), "make and unzip are not both installed.");
        await PrepareAsync();
        var artifacts = Directory.CreateDirectory(Path.Combine(_root, "build")).FullName;

        Assert.Equal("", await MakeAsync("build-Bot", artifacts));
        var source = Path.Combine(Project, "Bot.cs");
        await File.WriteAllTextAsync(source, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(source, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("", await MakeAsync("build-Bot", artifacts));

        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(_root, "calls"), TestContext.Current.CancellationToken)).Length);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<string> Functions => StackTemplate.Read()["Resources"]!.AsObject()
        .Where(resource => (string?)resource.Value!["Metadata"]?["BuildMethod"] is "makefile")
        .Select(resource => resource.Key);

    private string Project => Path.Combine(_root, "src/TelegramAI.Functions");

    /// <summary>A repository that has the Makefile only, and a program <c>dotnet</c> that notes its calls and packs a known executable.</summary>
    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Project);
        File.Copy(DeploymentFileSpecs.Repository("src/TelegramAI.Functions/Makefile"), Path.Combine(Project, "Makefile"));

        var content = Directory.CreateDirectory(Path.Combine(_root, "content")).FullName;
        await File.WriteAllTextAsync(Path.Combine(content, "bootstrap"), "the executable");
        await ZipFile.CreateFromDirectoryAsync(content, Path.Combine(_root, "packed.zip"));

        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "bin")).FullName, "dotnet");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$PWD: $*\" >> '{_root}/calls'\ncp '{_root}/packed.zip' \"$4\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <returns>What make said where it failed; nothing where it went well.</returns>
    private async Task<string> MakeAsync(string target, string artifacts)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(_root, "scratch")).FullName;
        var start = new ProcessStartInfo("make", ["--makefile", Path.Combine(Project, "Makefile"), target])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = scratch,
        };
        start.Environment["ARTIFACTS_DIR"] = artifacts;
        start.Environment["PATH"] = $"{_root}/bin:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? "" : $"{errors}{await output}";
    }

    private static bool CanRun() =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) || (Starts("make", "--version") && Starts("unzip", "-v"));

    private static bool Starts(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { UseShellExecute = false, RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
