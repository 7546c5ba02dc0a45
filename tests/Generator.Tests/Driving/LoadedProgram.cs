using System.Net;
using System.Reflection;
using System.Runtime.Loader;
using Leeway.Calls;
using Leeway.Generator.Tests.Compiling;
using Leeway.Generator.Tests.Emission;

namespace Leeway.Generator.Tests.Driving;

/// <summary>A program that uses generated code: compiled without warnings, and loaded. Its class is <c>Program</c>.</summary>
internal sealed class LoadedProgram
{
    private readonly Assembly _assembly;

    private LoadedProgram(Generation generation, Assembly assembly)
    {
        Generation = generation;
        _assembly = assembly;
    }

    public Generation Generation { get; }

    public static LoadedProgram Of(string program, params DocumentInput[] documents)
    {
        Generation generation = Generation.OfProgram(program, null, [], documents);
        Assert.Empty(generation.Diagnostics);
        Assert.True(generation.CompilerDiagnostics() is [], CompilationTests.Describe(generation.CompilerDiagnostics()));
        using var image = new MemoryStream();
        Assert.True(generation.Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        image.Position = 0;
        return new LoadedProgram(generation, new AssemblyLoadContext("Program").LoadFromStream(image));
    }

    /// <summary>Calls a method of the program.</summary>
    public T Run<T>(string method, params object?[] arguments) => (T)Find(method).Invoke(null, arguments)!;

    /// <summary>Calls a method of the program whose parameter is the client of a product, and returns what was sent for it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="answer">The response to each request.</param>
    public async Task<string> SendAsync(string method, string answer = "{}")
    {
        MethodInfo found = Find(method);
        string product = found.GetParameters()[0].ParameterType.FullName!.Replace(".I", ".", StringComparison.Ordinal);
        var handler = new RecordingHandler(HttpStatusCode.OK, answer);
        object client = Activator.CreateInstance(_assembly.GetType(product, throwOnError: true)!, new AtlassianCaller(new HttpMessageInvoker(handler)))!;
        await (Task)found.Invoke(null, [client])!;
        return Assert.Single(handler.Requests);
    }

    private MethodInfo Find(string method) =>
        _assembly.GetType("Program", throwOnError: true)!.GetMethod(method, BindingFlags.Public | BindingFlags.Static)
            ?? throw new ArgumentException($"The program has no method '{method}'.", nameof(method));
}
