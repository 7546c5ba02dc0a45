using System.Text;
using System.Text.Json;
using Leeway.Cli.Operations;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Cli.Calling;

/// <summary>The body of a call.</summary>
internal sealed class CallBody
{
    private const string Input = "-";

    private readonly ParameterFacts _parameter;

    private CallBody(ParameterFacts parameter)
    {
        _parameter = parameter;
    }

    /// <summary>The JSON; null for another body.</summary>
    public WireJson? Json { get; private init; }

    private string? Text { get; init; }

    private FileUpload? Upload { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="source">A file, <c>-</c> for the standard input, or a JSON object or array; null for no body.</param>
    /// <param name="environment">What the command uses of the machine.</param>
    /// <exception cref="InputException">The operation has no body, or the source cannot be read or is not JSON.</exception>
    public static CallBody? Read(OperationFacts operation, string? source, ToolEnvironment environment)
    {
        if (source is null)
        {
            return null;
        }

        if (operation.Body is not { } parameter)
        {
            string parts = string.Join(", ", operation.Arguments.Where(static p => p.Place == ParameterPlace.Part).Select(static p => p.Option));
            throw new InputException($"{operation.Entry.Id} has no body. {(parts.Length > 0 ? $"Use {parts}." : "Leave out --body.")}");
        }

        return parameter.Kind switch
        {
            ValueKind.File => new CallBody(parameter) { Upload = OpenFile(source, environment) },
            ValueKind.Text => new CallBody(parameter) { Text = ReadText(source, environment) },
            _ => new CallBody(parameter) { Json = new WireJson(ParseJson(source.StartsWith('{') || source.StartsWith('[') ? source : ReadText(source, environment), source)) },
        };
    }

    /// <summary>Returns the same body with other JSON.</summary>
    public CallBody With(WireJson json) => new(_parameter) { Json = json };

    /// <summary>Creates a body from JSON.</summary>
    public static CallBody Create(OperationFacts operation, WireJson json) => new(operation.Body!) { Json = json };

    /// <summary>Creates the content of a request, as generated clients do.</summary>
    public HttpContent CreateContent() =>
        Upload is not null ? new UploadBody(Upload)
        : Text is not null ? new StringContent(Text, Encoding.UTF8, _parameter.MediaType!)
        : JsonBody.Create<RawJson>(Json!.Value, _parameter.MediaType!);

    private static FileUpload OpenFile(string source, ToolEnvironment environment)
    {
        if (source == Input)
        {
            using Stream input = environment.OpenInputBytes();
            using MemoryStream bytes = new();
            input.CopyTo(bytes);
            return FileUpload.FromBytes(bytes.ToArray(), "body");
        }

        return File.Exists(source) ? FileUpload.FromFile(source) : throw new InputException($"Cannot read '{source}': the file does not exist.");
    }

    private static string ReadText(string source, ToolEnvironment environment)
    {
        if (source != Input)
        {
            return InputFile.ReadText(source);
        }

        using TextReader input = environment.OpenInput();
        return StandardInput.ReadText(input);
    }

    private static RawJson ParseJson(string text, string source)
    {
        try
        {
            return RawJson.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new InputException($"The body '{(source.Length > 40 ? source[..40] + "…" : source)}' is not JSON: {exception.Message}");
        }
    }
}
