using Amazon.Lambda.Annotations.SourceGenerator.Events;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>What the source says, in the order in which it stands there.</summary>
/// <param name="Functions">Methods with LambdaFunction.</param>
/// <param name="Startups">Classes with LambdaStartup.</param>
/// <param name="Strays">Methods that have an event's attribute, here with its name, but not LambdaFunction.</param>
/// <param name="Project">The project of the first class that is in one.</param>
internal sealed record AnnotatedSource(
    IReadOnlyList<IMethodSymbol> Functions,
    IReadOnlyList<INamedTypeSymbol> Startups,
    IReadOnlyList<(IMethodSymbol Method, string Attribute)> Strays,
    ProjectDirectory? Project)
{
    public static AnnotatedSource Read(Compilation compilation, CancellationToken cancellation)
    {
        var functions = new List<IMethodSymbol>();
        var startups = new List<INamedTypeSymbol>();
        var strays = new List<(IMethodSymbol, string)>();
        ProjectDirectory? project = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = new Lazy<SemanticModel>(() => compilation.GetSemanticModel(tree));
            foreach (var member in tree.GetRoot(cancellation).DescendantNodes().OfType<MemberDeclarationSyntax>())
            {
                if (member is ClassDeclarationSyntax)
                    project ??= ProjectDirectory.Above(tree.FilePath);
                if (member is not (ClassDeclarationSyntax or MethodDeclarationSyntax) || member.AttributeLists.Count == 0)
                    continue;

                switch (model.Value.GetDeclaredSymbol(member, cancellation))
                {
                    case INamedTypeSymbol type when type.Attribute(KnownNames.Startup) is not null && !startups.Contains(type, SymbolEqualityComparer.Default):
                        startups.Add(type);
                        break;
                    case IMethodSymbol method when method.Attribute(KnownNames.LambdaFunction) is not null:
                        functions.Add(method);
                        break;
                    case IMethodSymbol method when method.GetAttributes().Select(EventSource.From).FirstOrDefault(source => source is not null) is { } stray:
                        strays.Add((method, stray.AttributeName));
                        break;
                }
            }
        }

        return new AnnotatedSource(functions, startups, strays, project);
    }
}
