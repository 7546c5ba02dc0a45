using System.Reflection;
using System.Runtime.Loader;
using Leeway.Calls;
using Leeway.Generator.Emission;
using Leeway.Generator.Shaping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Leeway.Generator.Tests.Emission;

/// <summary>The emitted code of a client, compiled without warnings and loaded.</summary>
internal sealed class EmittedAssembly
{
    /// <summary>The symbols of the SDK that generated code uses in conditions.</summary>
    private static readonly string[] s_symbols = ["NET", "NET5_0_OR_GREATER", "NET8_0_OR_GREATER"];

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "Leeway.dll" or "Refit.dll" or "Refit.HttpClientFactory.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public EmittedAssembly(CSharpCompilation compilation, Assembly assembly)
    {
        Compilation = compilation;
        Assembly = assembly;
    }

    public CSharpCompilation Compilation { get; }

    public Assembly Assembly { get; }

    /// <summary>The files of a client by hint name, without the registration with Refit.</summary>
    public static IEnumerable<(string Name, SourceText Text)> Sources(ClientShape client)
    {
        foreach (InterfaceShape shape in client.Interfaces)
        {
            yield return (shape.InterfaceName + ".g.cs", InterfaceEmitter.Emit(shape));
            yield return (shape.ClientName + ".g.cs", ClientEmitter.Emit(shape));
        }

        foreach (TypeFileShape file in client.TypeFiles)
        {
            yield return ("Types." + file.Initial + ".g.cs", TypeEmitter.Emit(file));
        }

        yield return (client.Root.Api.Product + "Client.g.cs", RootEmitter.Emit(client.Root));
    }

    /// <summary>Compiles a client, its registration with Refit, and code that uses it.</summary>
    public static EmittedAssembly Of(ClientShape client, string usage = "", LanguageVersion version = LanguageVersion.Latest) =>
        Load(client, Compile(
            [
                .. Sources(client),
                ("RefitRegistration.g.cs", RefitRegistrationEmitter.Emit(RefitRegistrationShape.Create(client.Root, []))),
                ("Usage.cs", SourceText.From(usage)),
            ],
            version));

    /// <summary>Compiles files so that every warning shows.</summary>
    public static CSharpCompilation Compile(
        IEnumerable<(string Name, SourceText Text)> sources,
        LanguageVersion version = LanguageVersion.Latest)
    {
        var parsing = new CSharpParseOptions(version, DocumentationMode.Diagnose, preprocessorSymbols: s_symbols);
        return CSharpCompilation.Create(
            "Emitted",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, parsing, source.Name)),
            s_references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999));
    }

    private static EmittedAssembly Load(ClientShape client, CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.Empty(result.Diagnostics.Where(static d => d.Severity != DiagnosticSeverity.Hidden));
        image.Position = 0;
        return new EmittedAssembly(compilation, new AssemblyLoadContext(client.Api.Product).LoadFromStream(image));
    }

    /// <summary>Creates the product's client over a handler.</summary>
    public object CreateRoot(ApiShape api, HttpMessageHandler handler) => Activator.CreateInstance(
        Assembly.GetType(api.Namespace + "." + api.Product + "Client", throwOnError: true)!,
        new AtlassianCaller(new HttpMessageInvoker(handler)))!;

    /// <summary>Runs a method of the code that uses the client.</summary>
    public async Task<object?> RunAsync(string method, object root)
    {
        MethodInfo usage = Assembly.GetType("Usage", throwOnError: true)!.GetMethod(method)!;
        try
        {
            var task = (Task)usage.Invoke(null, [root])!;
            await task;
            return task.GetType().GetProperty("Result") is { } result && result.PropertyType.Name != "VoidTaskResult" ? result.GetValue(task) : null;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
