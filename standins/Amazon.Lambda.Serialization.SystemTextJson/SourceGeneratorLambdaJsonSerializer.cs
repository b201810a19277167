using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Reads and writes by the contracts of a generated context, which needs no reflection.</summary>
/// <typeparam name="TSGContext">The generated context.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext>
    : AbstractLambdaJsonSerializer, ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    private readonly JsonSerializerContext _context;

    public SourceGeneratorLambdaJsonSerializer()
        : this(customizer: null, jsonWriterCustomizer: null)
    {
    }

    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, jsonWriterCustomizer: null)
    {
    }

    public SourceGeneratorLambdaJsonSerializer(Action<JsonWriterOptions> jsonWriterCustomizer)
        : this(customizer: null, jsonWriterCustomizer)
    {
    }

    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
        var constructor = typeof(TSGContext).GetConstructor([typeof(JsonSerializerOptions)])
            ?? throw new JsonSerializerException($"Failed to find constructor for {typeof(TSGContext).FullName} that takes in a JsonSerializerOptions");
        _context = (JsonSerializerContext)constructor.Invoke([SerializerOptions]);
    }

    [Obsolete("This constructor takes the context's own options, which lack Lambda's.")]
    public SourceGeneratorLambdaJsonSerializer(
        TSGContext jsonSerializerContext, Action<JsonSerializerOptions> customizer = null, Action<JsonWriterOptions> jsonWriterCustomizer = null)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
        _context = jsonSerializerContext;
    }

    protected JsonSerializerOptions SerializerOptions { get; }

    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) => JsonSerializer.Serialize(writer, response, Contract<T>());

    protected override T InternalDeserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize(utf8Json, Contract<T>());

    private JsonTypeInfo<T> Contract<T>() => _context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new JsonSerializerException(
        $"No JsonTypeInfo registered in {_context.GetType().FullName} for type {typeof(T).FullName}.");
}
