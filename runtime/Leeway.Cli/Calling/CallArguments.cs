using Leeway.Cli.Operations;

namespace Leeway.Cli.Calling;

/// <summary>The arguments of a call, checked and in the form of the request.</summary>
internal sealed class CallArguments
{
    private readonly Dictionary<string, List<string>> _values;

    private CallArguments(Dictionary<string, List<string>> values)
    {
        _values = values;
    }

    /// <summary>Returns the values of a parameter; null if it was not passed.</summary>
    public IReadOnlyList<string>? Find(ParameterFacts parameter) => _values.GetValueOrDefault(parameter.Name);

    /// <summary>Whether a parameter was passed.</summary>
    public bool Has(string parameter) => _values.ContainsKey(parameter);

    /// <summary>Returns the value of a parameter; null if it was not passed.</summary>
    public string? FindValue(string parameter) => _values.GetValueOrDefault(parameter)?[0];

    /// <summary>Returns the same arguments with another value of a parameter, or without it.</summary>
    public CallArguments With(string parameter, string? value)
    {
        Dictionary<string, List<string>> values = new(_values, StringComparer.Ordinal);
        if (value is null)
        {
            values.Remove(parameter);
        }
        else
        {
            values[parameter] = [value];
        }

        return new CallArguments(values);
    }

    /// <summary>Reads arguments of the form <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="tokens">The arguments.</param>
    /// <param name="options">The names of the other options of the command, for suggestions.</param>
    /// <param name="acceptsUnknownValues">Whether values that the document does not list are accepted.</param>
    /// <exception cref="InputException">An argument is unknown or has no value, or a value has another type.</exception>
    public static CallArguments Parse(OperationFacts operation, IReadOnlyList<string> tokens, IEnumerable<string> options, bool acceptsUnknownValues)
    {
        ParameterFacts[] parameters = [.. operation.Arguments];
        Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
        for (int i = 0; i < tokens.Count; i++)
        {
            (string name, string? value) = Split(tokens[i]);
            ParameterFacts parameter = FindParameter(parameters, name) ?? throw CreateUnknown(operation, name, options);
            value ??= i + 1 < tokens.Count && !IsOption(parameters, tokens[i + 1]) && (parameter.Kind != ValueKind.Boolean || IsBoolean(tokens[i + 1])) ? tokens[++i]
                : parameter.Kind == ValueKind.Boolean ? "true"
                : throw new InputException($"{parameter.Option} needs a value, such as '{parameter.Option} {OperationText.FormatPlaceholder(parameter)}'.");
            Add(values, parameter, value, acceptsUnknownValues);
        }

        return new CallArguments(values);
    }

    /// <summary>Makes sure that every required argument was passed.</summary>
    /// <exception cref="InputException">An argument is missing. The message lists all of them.</exception>
    public void Require(OperationFacts operation, string name, bool hasBody)
    {
        string[] missing =
        [
            .. operation.Parameters
                .Where(p => p.IsRequired && (p.Place == ParameterPlace.Body ? !hasBody : !_values.ContainsKey(p.Name)))
                .Select(static p => $"{p.Option} {OperationText.FormatPlaceholder(p)}"),
        ];
        if (missing.Length > 0)
        {
            throw new InputException($"{name} needs {string.Join(" and ", missing)}. See 'leeway operations describe {name}'.");
        }
    }

    private static (string Name, string? Value) Split(string token)
    {
        if (!token.StartsWith("--", StringComparison.Ordinal) || token.Length == 2)
        {
            throw new InputException($"'{token}' is not the name of an argument. Write arguments as --name value.");
        }

        int equals = token.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (token[2..], null) : (token[2..equals], token[(equals + 1)..]);
    }

    /// <summary>Finds a parameter by its name; if there is none, without regard to case and to the signs between words.</summary>
    private static ParameterFacts? FindParameter(ParameterFacts[] parameters, string name) =>
        Array.Find(parameters, p => p.Name == name) ?? Array.Find(parameters, p => Simplify(p.Name) == Simplify(name));

    private static string Simplify(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant() is { Length: > 0 } simple ? simple : name;

    private static bool IsOption(ParameterFacts[] parameters, string token) =>
        token.StartsWith("--", StringComparison.Ordinal) && Array.Exists(parameters, p => token == p.Option || token.StartsWith(p.Option + "=", StringComparison.Ordinal));

    private static bool IsBoolean(string token) => bool.TryParse(token, out _);

    private static void Add(Dictionary<string, List<string>> values, ParameterFacts parameter, string value, bool acceptsUnknownValues)
    {
        if (!values.TryGetValue(parameter.Name, out List<string>? own))
        {
            values.Add(parameter.Name, own = []);
        }
        else if (!parameter.IsList && parameter.Place != ParameterPlace.QueryMap)
        {
            throw new InputException($"{parameter.Option} was passed twice. Pass it once.");
        }

        // JSON and names of files can contain the separators.
        IEnumerable<string> items = parameter.IsList && parameter.Kind is not (ValueKind.Json or ValueKind.File) ? ListText.Split(value) : [value];
        own.AddRange(items.Select(item => ArgumentValue.Convert(parameter, item, acceptsUnknownValues)));
        if (own.Count == 0)
        {
            throw new InputException($"{parameter.Option} needs at least one value, such as '{parameter.Option} {OperationText.FormatPlaceholder(parameter)}'.");
        }
    }

    private static InputException CreateUnknown(OperationFacts operation, string name, IEnumerable<string> options)
    {
        string[] known = [.. operation.Arguments.Select(static p => p.Option)];
        string hint = Suggestion.For("--" + name, known.Concat(options));
        string list = hint.Length > 0 ? hint : known.Length == 0 ? " It has no arguments." : $" Use {string.Join(", ", known)}.";
        return new InputException($"{operation.Entry.Id} has no argument '--{name}'.{list}");
    }
}
