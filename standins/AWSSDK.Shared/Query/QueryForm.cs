using System.Globalization;
using Amazon.Runtime;

namespace AWSSDK.Shared.Query;

/// <summary>The parameters of a Query request. What is null is not sent.</summary>
internal readonly struct QueryForm(IDictionary<string, string> parameters, string path)
{
    public void Add(string name, string value)
    {
        if (value is not null)
            parameters[Join(name)] = value;
    }

    public void Add(string name, ConstantClass value) => Add(name, value?.Value);

    public void Add(string name, bool? value) => Add(name, value is { } v ? (v ? "true" : "false") : null);

    public void Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public void AddList(string name, List<string> values) => AddList(name, values, static (item, value) => item.Add(null, value));

    public void AddList<T>(string name, List<T> values, Action<QueryForm, T> write)
    {
        for (var i = 0; i < (values?.Count ?? 0); i++)
            write(new QueryForm(parameters, string.Create(CultureInfo.InvariantCulture, $"{Join(name)}.member.{i + 1}")), values[i]);
    }

    private string Join(string name) => path is null ? name : name is null ? path : path + "." + name;
}
