using Mono.Cecil;
using Mono.Cecil.Rocks;
using TelegramAI.Architecture.Tests.Rig;

namespace TelegramAI.Architecture.Tests.Settings;

/// <summary>Who reads a setting: the classes that call its property, by the compiled code of all rooms.</summary>
internal sealed class SettingReaders : IDisposable
{
    private readonly List<AssemblyDefinition> _assemblies = [.. Assemblies.OfProduct.Values.Select(assembly => AssemblyDefinition.ReadAssembly(assembly.Location))];
    private readonly ILookup<string, MethodDefinition> _callers;

    public SettingReaders() => _callers = (
        from assembly in _assemblies
        from type in assembly.MainModule.GetAllTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select (Called: ((MethodReference)instruction.Operand).FullName, Caller: method)).ToLookup(call => call.Called, call => call.Caller, StringComparer.Ordinal);

    /// <summary>The classes that read it, each with its room. Whoever only checks or binds it does not count.</summary>
    public IReadOnlyList<string> Of(Setting setting)
    {
        var getter = $"{TypeName(setting.Property.PropertyType)} {setting.Owner.FullName}::get_{setting.Property.Name}()";
        return [.. ReadersOf(getter, setting.Owner.FullName!, []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _assemblies.ForEach(assembly => assembly.Dispose());

    private IEnumerable<string> ReadersOf(string called, string owner, HashSet<string> seen)
    {
        foreach (var caller in _callers[called].Where(caller => seen.Add(caller.FullName)))
        {
            var reader = Outermost(caller.DeclaringType);
            if (string.Equals(reader.FullName, owner, StringComparison.Ordinal))
            {
                // A property that is made of it.
                foreach (var other in ReadersOf(caller.FullName, owner, seen))
                    yield return other;
            }
            else if (IsReader(reader, owner))
            {
                yield return $"{Room(reader)}: {reader.Name}";
            }
        }
    }

    /// <summary>A validator of other options reads it: those have to fit it.</summary>
    private static bool IsReader(TypeDefinition type, string owner) =>
        type.Namespace.StartsWith("TelegramAI.", StringComparison.Ordinal)
        && !type.Interfaces.Any(face => face.InterfaceType.Name.StartsWith("IValidateOptions", StringComparison.Ordinal)
            && face.InterfaceType is GenericInstanceType { GenericArguments: [var options] }
            && string.Equals(options.FullName, owner, StringComparison.Ordinal));

    private static string Room(TypeDefinition type) => type.Namespace.Split('.')[1];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string TypeName(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(',', type.GetGenericArguments().Select(TypeName))}>"
        : type.FullName!;
}
