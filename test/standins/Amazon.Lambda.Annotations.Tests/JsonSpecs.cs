using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.Annotations.SourceGenerator.Json;
using CsCheck;
using AnyArray = System.Text.Json.Nodes.JsonArray;
using AnyNode = System.Text.Json.Nodes.JsonNode;
using AnyObject = System.Text.Json.Nodes.JsonObject;
using AnyValue = System.Text.Json.Nodes.JsonValue;

namespace Amazon.Lambda.Annotations.Tests;

public class JsonSpecs
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<AnyNode?> Values = Gen.Recursive<AnyNode?>((depth, value) =>
    {
        var leaf = Gen.OneOf<AnyNode?>(
            Gen.String.Where(text => !text.Any(char.IsSurrogate)).Select(text => (AnyNode?)AnyValue.Create(text)),
            Gen.Int.Select(number => (AnyNode?)AnyValue.Create(number)),
            Gen.Double[-1e9, 1e9].Select(number => (AnyNode?)AnyValue.Create(number)),
            Gen.Bool.Select(flag => (AnyNode?)AnyValue.Create(flag)),
            Gen.Const(() => (AnyNode?)null));
        return depth > 3
            ? leaf
            : Gen.OneOf(
                leaf,
                value.Array[0, 4].Select(items => (AnyNode?)new AnyArray([.. items.Select(item => item?.DeepClone())])),
                Gen.Dictionary(Gen.String.Where(text => !text.Any(char.IsSurrogate)), value)[0, 4].Select(members =>
                    (AnyNode?)new AnyObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))));
    });

    [Fact]
    public void Any_document_keeps_its_meaning_and_its_order() => Values.Sample(value =>
    {
        var text = value?.ToJsonString() ?? "null";
        var written = JsonWriter.Write(JsonReader.Read(text));
        return string.Equals(AnyNode.Parse(written)?.ToJsonString() ?? "null", text, StringComparison.Ordinal);
    });

    [Fact]
    public void The_form_is_that_of_indented_json()
    {
        const string Text = """{"a":{},"b":[],"c":[1,"ü",{"d":null}],"e":{"f":true}}""";
        Assert.Equal(AnyNode.Parse(Text)!.ToJsonString(Indented), JsonWriter.Write(JsonReader.Read(Text)));
    }

    [Fact]
    public void Comments_are_passed_over() =>
        Assert.Equal("[\n  1,\n  2\n]", JsonWriter.Write(JsonReader.Read("// one\n[1, /* two */ 2] // three")));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{a:1}")]
    [InlineData("[1 2]")]
    [InlineData("[1]]")]
    [InlineData("\"a")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\n\"")]
    [InlineData("nul")]
    [InlineData("1.2.3")]
    [InlineData("/*")]
    public void What_is_no_json_is_refused(string text) => Assert.Throws<FormatException>(() => JsonReader.Read(text));

    [Fact]
    public void A_member_that_is_set_again_keeps_its_place()
    {
        var node = (JsonObject)JsonReader.Read("""{"a":1,"b":2,"a":3}""");
        node["b"] = "x";
        node["c"] = true;
        node["d"] = null;
        Assert.Equal("{\n  \"a\": 3,\n  \"b\": \"x\",\n  \"c\": true\n}", JsonWriter.Write(node));
    }
}
