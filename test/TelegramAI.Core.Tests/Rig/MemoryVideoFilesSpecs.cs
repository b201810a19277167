using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Rig;

/// <summary>What specs keep videos in must be one of the stores that it stands for.</summary>
public sealed class MemoryVideoFilesSpecs : VideoFilesSpecs
{
    protected override IVideoFiles Files { get; } = new MemoryVideoFiles(TimeProvider.System);
}
