using CsCheck;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Tests.Jobs;

public class JobIdSpecs
{
    private static readonly Gen<JobId> AnyId =
        from chat in Gen.Long
        from message in Gen.Int[0, int.MaxValue]
        from number in Gen.Int[0, int.MaxValue]
        select new JobId(new ChatId(chat), new MessageId(message), number);

    [Fact]
    public void Any_id_is_read_back_from_its_text() =>
        AnyId.Sample(id => Assert.Equal(id, JobId.Parse(id.ToString())));

    [Fact]
    public void Any_text_that_is_read_is_the_ids_own_text() =>
        Gen.String[Gen.Char["-0123456789 x"], 0, 20].Sample(text =>
        {
            if (JobId.TryParse(text, provider: null, out var id))
                Assert.Equal(text, id.ToString());
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1-2")]
    [InlineData("1-2-")]
    [InlineData("--1-2-3")]
    [InlineData("1--2-3")]
    [InlineData("01-2-3")]
    [InlineData("1-2-3-4")]
    [InlineData("1-2-99999999999")]
    public void What_is_no_id_is_not_read(string? text) => Assert.False(JobId.TryParse(text, provider: null, out _));

    [Fact]
    public void A_groups_number_is_negative()
    {
        var id = JobId.Parse("-100123-45-6");

        Assert.Equal((-100123, 45, 6), (id.Chat.Value, id.Message.Value, id.Number));
    }

    [Fact]
    public void The_short_form_is_eight_letters_that_differ_between_jobs()
    {
        var shorts = Enumerable.Range(1, 1000).Select(n => new JobId(new ChatId(1), new MessageId(n), 1).Short).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(1000, shorts.Count);
        Assert.All(shorts, id => Assert.Matches("^[0-9a-f]{8}$", id));
    }
}
