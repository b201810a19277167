using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests;

public class UploadLimitSpecs
{
    [Theory]
    [InlineData(null, 50)]
    [InlineData("", 50)]
    [InlineData("https://api.telegram.org", 50)]
    [InlineData("http://localhost:8081", 2000)]
    [InlineData("https://bot-api.example.org", 2000)]
    public void What_fits_the_chat_follows_from_the_server_whoever_hosts_the_bot(string? baseUrl, int megabytes)
    {
        var limits = Read(("Telegram:BaseUrl", baseUrl));

        Assert.Equal((megabytes, 2000), (limits.ChatMegabytes, limits.MaxMegabytes));
    }

    [Fact]
    public void No_more_comes_into_the_chat_than_is_taken_at_all()
    {
        var limits = Read(("Telegram:BaseUrl", "http://localhost:8081"), ("Videos:MaxMegabytes", "300"));

        Assert.Equal(300_000_000, limits.ChatBytes);
    }

    private static VideoOptions Read(params (string Key, string? Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Append(("Telegram:Token", BotApi.Token)).Select(value => KeyValuePair.Create(value.Item1, value.Item2)))
            .Build();

        using var services = new ServiceCollection()
            .AddTelegramChat(configuration)
            .Configure<VideoOptions>(options => configuration.GetSection(VideoOptions.Section).Bind(options))
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<VideoOptions>>().Value;
    }
}
