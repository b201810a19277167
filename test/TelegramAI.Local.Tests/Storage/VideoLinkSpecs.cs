using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Files;
using TelegramAI.Disk.Videos;
using TelegramAI.Local.Storage;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.Storage;

/// <summary>Download links, over real HTTP.</summary>
public sealed class VideoLinkSpecs : IAsyncLifetime
{
    private static readonly VideoKey Key = new(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4"));
    private static readonly byte[] Video = [.. Enumerable.Range(0, 1_000).Select(i => (byte)i)];

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly HttpClient _http = new();
    private FolderVideoFiles _files = null!;
    private WebApplication _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var links = new VideoLinks(LinkKey.Open(_folder["links.key"]), () => new Uri(_app.Urls.First()), _time);
        _files = new FolderVideoFiles(_folder["videos"], links);
        builder.Services.AddSingleton(links).AddSingleton(_files);
        _app = builder.Build();
        _app.MapVideoLinks();
        await _app.StartAsync(Cancellation);

        await using var upload = await _files.BeginAsync(Key, Cancellation);
        await upload.Stream.WriteAsync(Video, Cancellation);
        await upload.CommitAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_link_downloads_the_video_under_a_name()
    {
        using var response = await GetAsync(Link());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Video, await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal("video/mp4", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("dQw4w9WgXcQ 720p.mp4", response.Content.Headers.ContentDisposition?.FileName ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_of_the_video_is_served()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Link());
        request.Headers.Range = new(100, 199);
        using var response = await _http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(Video[100..200], await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(1_000, response.Content.Headers.ContentRange?.Length);
    }

    [Fact]
    public async Task A_range_behind_the_video_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Link());
        request.Headers.Range = new(1_000, 1_999);
        using var response = await _http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    }

    [Fact]
    public async Task A_link_works_until_it_expires()
    {
        var link = Link();
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(link));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(link));
    }

    [Fact]
    public async Task A_changed_link_is_refused()
    {
        var link = Link().ToString();
        var expires = _time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed($"{expires}", $"{expires + 1}")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("720p", "1080p")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("dQw4w9WgXcQ", "dQw4w9WgXcR")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("signature=", "signature=A")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("signature=", "signature=%00+")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("signature=", "other=")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Changed("expires=", "expires=99999999999999999999")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(new Uri(link.Split('?')[0])));

        Uri Changed(string from, string to)
        {
            Assert.Contains(from, link, StringComparison.Ordinal);
            return new Uri(link.Replace(from, to, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("/videos/dQw4w9WgXcQ/links.key")]
    [InlineData("/videos/..%2Flinks.key/720p.mp4")]
    [InlineData("/videos/dQw4w9WgXcQ/..%2F..%2Flinks.key")]
    [InlineData("/videos/.incoming/720p.mp4")]
    public async Task An_address_that_names_no_video_serves_nothing(string path) =>
        Assert.Contains(await StatusAsync(new Uri(Link(), path)), new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });

    [Fact]
    public async Task A_link_to_a_video_that_is_not_stored_says_so() =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_files.Link(Key with { Format = new VideoFormat(144, "mp4") }, TimeSpan.FromHours(1)).Address));

    [Fact]
    public async Task A_link_outlives_the_process_that_made_it()
    {
        var after = new VideoLinks(LinkKey.Open(_folder["links.key"]), () => new Uri(_app.Urls.First()), _time);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(after.Create(Key, TimeSpan.FromHours(1)).Address));
    }

    [Fact]
    public void A_damaged_key_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_folder["bad.key"], "short");

        Assert.Contains("delete it", Assert.Throws<DamagedFileException>(() => LinkKey.Open(_folder["bad.key"])).Message, StringComparison.Ordinal);
        Assert.Equal("short", File.ReadAllText(_folder["bad.key"]));
    }

    private Uri Link() => _files.Link(Key, TimeSpan.FromHours(1)).Address;

    private Task<HttpResponseMessage> GetAsync(Uri link) => _http.GetAsync(link, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(Uri link)
    {
        using var response = await GetAsync(link);
        return response.StatusCode;
    }
}
