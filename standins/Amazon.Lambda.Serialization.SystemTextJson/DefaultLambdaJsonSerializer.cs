using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>Reads and writes by reflection. A trimmed program uses <see cref="SourceGeneratorLambdaJsonSerializer{TSGContext}"/>.</summary>
[RequiresUnreferencedCode("It reads types by reflection.")]
[RequiresDynamicCode("It reads types by reflection.")]
public class DefaultLambdaJsonSerializer : AbstractLambdaJsonSerializer, ILambdaSerializer
{
    public DefaultLambdaJsonSerializer()
        : this(customizer: null, jsonWriterCustomizer: null)
    {
    }

    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer)
        : this(customizer, jsonWriterCustomizer: null)
    {
    }

    public DefaultLambdaJsonSerializer(Action<JsonSerializerOptions> customizer, Action<JsonWriterOptions> jsonWriterCustomizer)
        : base(jsonWriterCustomizer)
    {
        SerializerOptions = CreateDefaultJsonSerializationOptions();
        customizer?.Invoke(SerializerOptions);
    }

    protected JsonSerializerOptions SerializerOptions { get; }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The class says so.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The class says so.")]
    protected override void InternalSerialize<T>(Utf8JsonWriter writer, T response) => JsonSerializer.Serialize(writer, response, SerializerOptions);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The class says so.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The class says so.")]
    protected override T InternalDeserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize<T>(utf8Json, SerializerOptions);
}
