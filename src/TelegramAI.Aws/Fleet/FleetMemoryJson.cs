using System.Text.Json.Serialization;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Aws.Fleet;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FleetMemory))]
internal sealed partial class FleetMemoryJson : JsonSerializerContext;
