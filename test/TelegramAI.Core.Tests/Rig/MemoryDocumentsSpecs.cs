using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Rig;

/// <summary>What specs keep documents in must be one of the stores that it stands for.</summary>
public sealed class MemoryDocumentsSpecs : DocumentStoreSpecs
{
    protected override IDocumentStore Documents { get; } = new MemoryDocuments();

    protected override int Many => 4000;
}
