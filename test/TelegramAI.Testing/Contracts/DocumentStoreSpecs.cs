using System.Globalization;
using System.Text;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Testing.Contracts;

/// <summary>What every store of documents does, Amazon S3 with conditional writes too.</summary>
public abstract class DocumentStoreSpecs
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IDocumentStore Documents { get; }

    /// <summary>How many writes are many to this store: some seconds' worth, and a multiple of 8.</summary>
    protected abstract int Many { get; }

    [Fact]
    public async Task A_document_is_read_back_with_its_version()
    {
        var version = await PutAsync("jobs/-100/-100-7-0.json", "one", expected: null);

        var document = await Documents.GetAsync("jobs/-100/-100-7-0.json", Cancellation);
        Assert.Equal("one", Text(document));
        Assert.Equal(version, document!.Version, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_document_that_was_never_written_is_not_there() => Assert.Null(await Documents.GetAsync("jobs/1/none.json", Cancellation));

    [Fact]
    public async Task Only_the_first_of_two_creates_a_document()
    {
        await PutAsync("a/b.json", "one", expected: null);

        await Assert.ThrowsAsync<DocumentConflictException>(() => PutAsync("a/b.json", "two", expected: null));
        Assert.Equal("one", Text(await Documents.GetAsync("a/b.json", Cancellation)));
    }

    [Fact]
    public async Task Only_who_knows_the_latest_version_replaces_a_document()
    {
        var first = await PutAsync("a/b.json", "one", expected: null);
        var second = await PutAsync("a/b.json", "two", first);

        await Assert.ThrowsAsync<DocumentConflictException>(() => PutAsync("a/b.json", "three", first));
        Assert.Equal("two", Text(await Documents.GetAsync("a/b.json", Cancellation)));
        await PutAsync("a/b.json", "three", second);
    }

    [Fact]
    public async Task A_version_of_a_deleted_document_replaces_nothing()
    {
        var version = await PutAsync("a/b.json", "one", expected: null);
        await Documents.DeleteAsync("a/b.json", version, Cancellation);

        await Assert.ThrowsAsync<DocumentConflictException>(() => PutAsync("a/b.json", "two", version));
        Assert.Null(await Documents.GetAsync("a/b.json", Cancellation));
    }

    [Fact]
    public async Task Only_who_knows_the_latest_version_deletes_a_document()
    {
        var first = await PutAsync("a/b.json", "one", expected: null);
        await PutAsync("a/b.json", "two", first);

        await Assert.ThrowsAsync<DocumentConflictException>(() => Documents.DeleteAsync("a/b.json", first, Cancellation));
        Assert.Equal("two", Text(await Documents.GetAsync("a/b.json", Cancellation)));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        var version = await PutAsync("a/b.json", "one", expected: null);
        await Documents.DeleteAsync("a/b.json", version, Cancellation);
        await Documents.DeleteAsync("a/b.json", version, Cancellation);
    }

    [Fact]
    public async Task A_list_has_the_paths_that_begin_with_the_prefix()
    {
        foreach (var path in new[] { "jobs/1/a.json", "jobs/1/b.json", "jobs/12/c.json", "jobs/-1/d.json", "videos/dQw4w9WgXcQ/720p.json" })
            await PutAsync(path, path, expected: null);

        Assert.Equal(["jobs/1/a.json", "jobs/1/b.json"], await ListAsync("jobs/1/"));
        Assert.Equal(["jobs/1/a.json", "jobs/1/b.json", "jobs/12/c.json"], await ListAsync("jobs/1"));
        Assert.Equal(["videos/dQw4w9WgXcQ/720p.json"], await ListAsync("videos/"));
        Assert.Equal(5, (await ListAsync("")).Count);
        Assert.Empty(await ListAsync("nothing/at/all/"));
    }

    [Fact]
    public async Task Eight_writers_count_together_without_losing_one()
    {
        const int Writers = 8;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(IncrementAsync, Cancellation)));

        Assert.Equal($"{Many}", Text(await Documents.GetAsync("counter.json", Cancellation)));

        async Task IncrementAsync()
        {
            for (var i = 0; i < Many / Writers;)
            {
                var document = await Documents.GetAsync("counter.json", Cancellation);
                var next = document is null ? 1 : 1 + int.Parse(Text(document), CultureInfo.InvariantCulture);
                try
                {
                    await PutAsync("counter.json", $"{next}", document?.Version);
                    i++;
                }
                catch (DocumentConflictException)
                {
                    // Another writer was first: look again.
                }
            }
        }
    }

    protected static string Text(StoredDocument? document)
    {
        Assert.NotNull(document);
        return Encoding.UTF8.GetString(document.Content.Span);
    }

    protected Task<string> PutAsync(string path, string text, string? expected) =>
        Documents.PutAsync(path, Encoding.UTF8.GetBytes(text), expected, Cancellation);

    private async Task<List<string>> ListAsync(string prefix)
    {
        var paths = await Documents.ListAsync(prefix, Cancellation).ToListAsync(Cancellation);
        return [.. paths.Order(StringComparer.Ordinal)];
    }
}
