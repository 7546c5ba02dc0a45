using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using Leeway.Generator.Shaping;
using Leeway.Generator.Tests.Examples;
using Leeway.TimeLimit;

namespace Leeway.Generator.Tests.Emission;

/// <summary>
/// Calls each operation of the documents, by default every tenth, with all parameters and with only the required ones, and compares what is
/// sent with what the shape says. <see cref="RefitPackage.PastedInterfacesTests"/> compares the whole request with Refit's.
/// </summary>
public class EveryOperationTests
{
    public static TheoryData<string, int> Documents => [.. PackageDocument.ForSlowTests.Select(static d => (d.Name, d.Operations))];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task OperationShouldSendWhatItsShapeSays(string document, int operations)
    {
        RoundTrips compiled = RoundTrips.OfSample(document);
        Assert.InRange(await CompareAllAsync(compiled.Client, compiled.Emitted), TestSize.Of(operations), operations);
    }

    [Fact]
    public async Task HandMadeOperationShouldSendWhatItsShapeSays()
    {
        ClientShape client = HandMadeClient.WithoutDates;
        Assert.Equal(client.Interfaces.Sum(static i => i.Operations.Count), await CompareAllAsync(client, EmittedAssembly.Of(client)));
    }

    private static async Task<int> CompareAllAsync(ClientShape client, EmittedAssembly emitted)
    {
        int called = 0;
        foreach (InterfaceShape shape in client.Interfaces)
        {
            Type type = emitted.Assembly.GetType($"{client.Api.Namespace}.{shape.InterfaceName}", throwOnError: true)!;
            foreach (OperationShape operation in shape.Operations)
            {
                foreach (OperationShape overload in Overloads.Of(operation))
                {
                    MethodInfo method = Overloads.Find(type, operation.MethodName, overload);
                    try
                    {
                        await CompareAsync(emitted, shape, operation, overload, method, isComplete: true);
                        await CompareAsync(emitted, shape, operation, overload, method, isComplete: false);
                        RefuseEmpty(emitted, shape, overload, method);
                        await LeaveOutEmptyAsync(emitted, shape, overload, method);
                    }
                    catch (Exception exception)
                    {
                        throw new InvalidOperationException($"{shape.InterfaceName}.{method} failed.", exception);
                    }
                }

                called++;
            }
        }

        return called;
    }

    private static async Task CompareAsync(
        EmittedAssembly emitted,
        InterfaceShape shape,
        OperationShape operation,
        OperationShape overload,
        MethodInfo method,
        bool isComplete)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object?[] arguments = [.. parameters.Select(p => p.ParameterType == typeof(CancellationToken) ? CancellationToken.None
            : isComplete || !p.HasDefaultValue ? SampleValues.Of(p, overload) : null)];
        var handler = new RecordingHandler(HttpStatusCode.InternalServerError, "");
        object root = emitted.CreateRoot(shape.Api, handler);
        object client = root.GetType().GetProperty(shape.PropertyName)!.GetValue(root)!;
        AtlassianApiException error = await Assert.ThrowsAnyAsync<AtlassianApiException>(() => (Task)method.Invoke(client, arguments)!);
        Assert.Equal(operation is { IsReadOnly: false, Verb: not ("GET" or "HEAD" or "OPTIONS") }, error is OutcomeUnknownException);
        Assert.Equal(operation.Id, error.OperationId);

        string[] lines = Assert.Single(handler.Requests).Split('\n');
        Assert.Equal(operation.Verb + " " + ExpectedUri(operation, overload, arguments), lines[0]);

        bool hasBody = lines.Any(static line => line.StartsWith("Content-Type:", StringComparison.Ordinal));
        Assert.Equal(overload.Parameters.Where((p, i) => p.Place == ParameterPlace.Part || (p.Place == ParameterPlace.Body && arguments[i] is not null)).Any(), hasBody);
    }

    /// <summary>Checks that an empty argument for a required list or map is rejected.</summary>
    private static void RefuseEmpty(EmittedAssembly emitted, InterfaceShape shape, OperationShape operation, MethodInfo method)
    {
        foreach (ParameterInfo parameter in method.GetParameters().Where(p => !p.HasDefaultValue && IsCollection(p.ParameterType) && !IsBody(operation, p)))
        {
            object?[] arguments = [.. method.GetParameters().Select(p => p == parameter ? EmptyOf(p.ParameterType)
                : p.ParameterType == typeof(CancellationToken) ? CancellationToken.None
                : p.HasDefaultValue ? null : SampleValues.Of(p, operation))];
            var handler = new RecordingHandler(HttpStatusCode.InternalServerError, "");
            object root = emitted.CreateRoot(shape.Api, handler);
            object client = root.GetType().GetProperty(shape.PropertyName)!.GetValue(root)!;
            ArgumentException refusal = Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => method.Invoke(client, arguments)).InnerException);
            Assert.Equal(parameter.Name, refusal.ParamName);
            Assert.Empty(handler.Requests);
        }
    }

    /// <summary>Checks that an empty argument for an optional list or map is not sent.</summary>
    private static async Task LeaveOutEmptyAsync(EmittedAssembly emitted, InterfaceShape shape, OperationShape operation, MethodInfo method)
    {
        if (!method.GetParameters().Any(p => p.HasDefaultValue && IsCollection(p.ParameterType) && !IsBody(operation, p)))
        {
            return;
        }

        string[] sent = [await SendAsync(giveEmpty: true), await SendAsync(giveEmpty: false)];
        Assert.Equal(WithoutBoundary(sent[1]), WithoutBoundary(sent[0]));

        async Task<string> SendAsync(bool giveEmpty)
        {
            object?[] arguments = [.. method.GetParameters().Select(p => p.ParameterType == typeof(CancellationToken) ? CancellationToken.None
                : !p.HasDefaultValue ? SampleValues.Of(p, operation)
                : giveEmpty && IsCollection(p.ParameterType) && !IsBody(operation, p) ? EmptyOf(p.ParameterType) : null)];
            var handler = new RecordingHandler(HttpStatusCode.InternalServerError, "");
            object root = emitted.CreateRoot(shape.Api, handler);
            object client = root.GetType().GetProperty(shape.PropertyName)!.GetValue(root)!;
            await Assert.ThrowsAnyAsync<AtlassianApiException>(() => (Task)method.Invoke(client, arguments)!);
            return Assert.Single(handler.Requests);
        }

        static string WithoutBoundary(string request) => System.Text.RegularExpressions.Regex.Replace(request, "[0-9a-f]{8}-[0-9a-f-]{27}", "");
    }

    private static bool IsBody(OperationShape operation, ParameterInfo parameter) =>
        operation.Parameters.Any(p => p.Place == ParameterPlace.Body && p.Name == parameter.Name);

    private static bool IsCollection(Type type) =>
        type == typeof(IDictionary<string, string>) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>));

    private static object EmptyOf(Type type) => type == typeof(IDictionary<string, string>)
        ? new Dictionary<string, string>()
        : Array.CreateInstance(type.GetGenericArguments()[0], 0);

    /// <summary>Creates the expected address directly from the shape. An overload sends the parameters in the order of the operation.</summary>
    private static string ExpectedUri(OperationShape operation, OperationShape overload, object?[] arguments)
    {
        string route = operation.Route;
        var query = new List<string>();
        foreach (ParameterShape parameter in operation.Parameters)
        {
            object? value = arguments[overload.Parameters.Select(static p => p.Name).ToList().IndexOf(parameter.Name)];
            string name = Uri.EscapeDataString(parameter.WireName) + "=";
            switch (parameter.Place)
            {
                case ParameterPlace.Path:
                    route = route.Replace("{" + parameter.WireName + "}", Text(value), StringComparison.Ordinal);
                    break;
                case ParameterPlace.Query when value is IEnumerable items and not string:
                    IEnumerable<string> texts = items.Cast<object>().Select(Text);
                    query.AddRange(parameter.Form == ArrayForm.Comma ? [name + string.Join(',', texts)] : texts.Select(text => name + text));
                    break;
                case ParameterPlace.Query when value is not null:
                    query.Add(name + Text(value));
                    break;
                case ParameterPlace.QueryMap when value is IDictionary<string, string> entries:
                    query.AddRange(entries.Select(static entry => Uri.EscapeDataString(entry.Key) + "=" + Uri.EscapeDataString(entry.Value)));
                    break;
            }
        }

        return route + (query.Count == 0 ? "" : "?" + string.Join('&', query));
    }

    private static string Text(object? value) => Uri.EscapeDataString(value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value!,
    });
}
