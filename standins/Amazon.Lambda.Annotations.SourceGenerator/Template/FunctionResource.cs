using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>
/// A function's resource in the template. Its metadata names the events and properties that came from attributes, so that
/// those go when their attribute goes, and those written by hand stay.
/// </summary>
internal sealed class FunctionResource(JsonObject template, string name)
{
    private const string SyncedEvents = "SyncedEvents";
    private const string SyncedProperties = "SyncedEventProperties";
    private const string SyncedUrl = "SyncedFunctionUrlConfig";

    private readonly JsonObject _resource = template.Child("Resources").Child(name);
    private readonly List<EventResource> _events = [];

    public JsonObject Metadata => _resource.Child("Metadata");

    public JsonObject Properties => _resource.Child("Properties");

    /// <summary>Whether the function's URL comes from an attribute.</summary>
    public bool SyncedFunctionUrl { get; set; }

    public bool HasParameter(string parameter) => template.Find("Parameters")?.Has(parameter) is true;

    /// <summary>What the template says of a name: a parameter by its value, anything else by its ARN.</summary>
    public JsonObject ValueOrArn(string reference) => HasParameter(reference)
        ? new JsonObject { ["Ref"] = reference }
        : new JsonObject { ["Fn::GetAtt"] = JsonArray.Of([reference, "Arn"]) };

    /// <summary>The event of that name, made when there is none.</summary>
    public EventResource Event(string eventName, string type)
    {
        var resource = Properties.Child("Events").Child(eventName);
        resource["Type"] = type;
        var added = new EventResource(eventName, resource);
        _events.Add(added);
        return added;
    }

    /// <summary>Removes what came from attributes that are gone, and notes what came from those that are there.</summary>
    public void Sync()
    {
        SyncUrl();
        foreach (var gone in (Metadata[SyncedEvents] as JsonArray)?.Texts.Except(_events.Select(added => added.Name), StringComparer.Ordinal) ?? [])
            Properties.Find("Events")?.Remove(gone);
        foreach (var added in _events)
            added.RemoveUnset((Metadata.Find(SyncedProperties)?[added.Name] as JsonArray)?.Texts ?? []);

        // Removed first, because the published generator writes them last.
        Metadata.Remove(SyncedEvents);
        Metadata.Remove(SyncedProperties);
        if (_events.Count == 0)
            return;

        Metadata[SyncedEvents] = JsonArray.Of(_events.Select(added => added.Name));
        foreach (var added in _events.Where(added => added.Paths.Count > 0))
            Metadata.Child(SyncedProperties)[added.Name] = JsonArray.Of(added.Paths);
    }

    private void SyncUrl()
    {
        if (SyncedFunctionUrl)
        {
            Metadata[SyncedUrl] = true;
        }
        else if (Metadata[SyncedUrl] is JsonLiteral { Text: "true" })
        {
            Properties.Remove("FunctionUrlConfig");
            Metadata.Remove(SyncedUrl);
        }
    }
}
