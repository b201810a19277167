using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests;

public class TelegramOptionsSpecs
{
    [Fact]
    public void Every_error_is_named_at_once_with_its_value_and_no_secret()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(
            ("Token", "123:tooshort"), ("BaseUrl", "nowhere"), ("AllowedUsers:0", "bob"), ("Admins:0", "-5")));

        Assert.Equal(4, refused.Failures.Count());
        Assert.Contains("'nowhere'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'bob'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'-5'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tooshort", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(":AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("12a:AAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("123:AAAAAAAAAAAAAA/AAAAAAAAAAAAA")]
    public void A_wrong_token_is_refused(string? token) => Assert.Throws<OptionsValidationException>(() => Read(("Token", token)));

    [Fact]
    public void Nobody_is_allowed_by_default() => Assert.False(Read(("Token", BotApi.Token)).Allows(new UserId(7), new ChatId(7)));

    [Theory]
    [InlineData("AllowedUsers:0", "7")]
    [InlineData("AllowedUsers", "5, 7")]
    [InlineData("AllowedUsers:0", "*")]
    [InlineData("AllowedUsers", "*")]
    [InlineData("Admins:0", "7")]
    public void The_allow_list_is_a_list_or_one_value(string key, string value) =>
        Assert.True(Read(("Token", BotApi.Token), (key, value)).Allows(new UserId(7), new ChatId(7)));

    [Theory]
    [InlineData(-1001000000001, 7, true)]
    [InlineData(-1001000000001, -1001000000001, true)]
    [InlineData(-1002, -1001000000001, true)]
    [InlineData(-1002, 7, false)]
    [InlineData(7, 7, false)]
    public void A_group_may_be_allowed_with_all_who_write_in_it_and_a_channel_wherever_it_writes(long chat, long user, bool allowed) =>
        Assert.Equal(allowed, Read(("Token", BotApi.Token), ("AllowedUsers", "-1001000000001")).Allows(new UserId(user), new ChatId(chat)));

    [Theory]
    [InlineData("0")]
    [InlineData("-")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void What_is_neither_a_persons_id_nor_a_chats_is_refused(string id) =>
        Assert.Throws<OptionsValidationException>(() => Read(("Token", BotApi.Token), ("AllowedUsers", id)));

    [Fact]
    public void Everybody_is_no_admin() => Assert.False(Read(("Token", BotApi.Token), ("AllowedUsers", "*"), ("Admins", "8")).IsAdmin(new UserId(7)));

    private static TelegramOptions Read(params (string Key, string? Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Telegram:{value.Key}", value.Value)))
            .Build();

        using var services = new ServiceCollection().AddTelegramChat(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<TelegramOptions>>().Value;
    }
}
