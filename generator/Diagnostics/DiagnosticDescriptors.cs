using Leeway.Generator.Scopes;
using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator: 0xxx configuration, 1xxx documents, 2xxx generation, 3xxx scopes.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>Where the pages of diagnostics are.</summary>
    internal const string Pages = "https://github.com/leeway-dotnet/leeway/blob/main/generator/docs/";

    private const string Configuration = "Leeway.Configuration";
    private const string Document = "Leeway.Document";
    private const string Generation = "Leeway.Generation";
    private const string Scopes = "Leeway.Scopes";

    public static readonly DiagnosticDescriptor InvalidOption = new(
        id: "LEE0001",
        title: "An option of an API is not usable",
        messageFormat: "The option {0} of the API '{1}' is '{2}'; {3}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0001"));

    public static readonly DiagnosticDescriptor DuplicateApi = new(
        id: "LEE0002",
        title: "Two APIs would have the same names",
        messageFormat: "The APIs '{0}' and '{1}' are both generated as '{2}'; give one of them another Name",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0002"));

    public static readonly DiagnosticDescriptor UnknownOperation = new(
        id: "LEE0003",
        title: "A selected operation is not in the document",
        messageFormat: "The document has no operation '{0}'{1}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0003"));

    public static readonly DiagnosticDescriptor UnknownTag = new(
        id: "LEE0004",
        title: "A selected tag is not in the document",
        messageFormat: "The document has no tag '{0}'{1}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0004"));

    public static readonly DiagnosticDescriptor MissingRuntime = new(
        id: "LEE0005",
        title: "The Leeway runtime is not referenced",
        messageFormat: "The project generates Atlassian clients but does not reference the Leeway assembly; add the Leeway package rather than its analyzer alone",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0005"));

    public static readonly DiagnosticDescriptor AmbiguousName = new(
        id: "LEE0010",
        title: "A selected name means several of the document's",
        messageFormat: "'{0}' in {1} matches {2}; write the one that you mean exactly as the document spells it",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0010"));

    public static readonly DiagnosticDescriptor GeneratedTwice = new(
        id: "LEE0011",
        title: "A referenced assembly has the same API",
        messageFormat: "The namespace {0} of the API '{1}' is generated here and publicly in the referenced assembly {2}, so that its names are ambiguous; set Visibility=\"internal\" on the AtlassianApi item of {2}, or remove the item here and call the clients of {2}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE0011"));

    public static readonly DiagnosticDescriptor InvalidJson = new(
        id: "LEE1001",
        title: "The document is not well-formed JSON",
        messageFormat: "The document cannot be read: {0}",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1001"));

    public static readonly DiagnosticDescriptor NotOpenApi = new(
        id: "LEE1002",
        title: "The document is not OpenAPI 3",
        messageFormat: "The document is not a usable OpenAPI 3 document: {0}",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1002"));

    public static readonly DiagnosticDescriptor TooLarge = new(
        id: "LEE1003",
        title: "The document is too large",
        messageFormat: "The document has {0} characters; the generator reads up to {1}",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1003"));

    public static readonly DiagnosticDescriptor UnknownReference = new(
        id: "LEE1004",
        title: "A reference leads nowhere",
        messageFormat: "The reference '{0}' leads nowhere; correct it or add the component",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1004"));

    public static readonly DiagnosticDescriptor RemoteReference = new(
        id: "LEE1005",
        title: "A reference leads out of the document",
        messageFormat: "The reference '{0}' leads out of the document and is not followed; put the schema into the document",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1005"));

    public static readonly DiagnosticDescriptor NoOperations = new(
        id: "LEE1006",
        title: "The document has no operations",
        messageFormat: "The document has no operations, so nothing is generated",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1006"));

    public static readonly DiagnosticDescriptor UnreadableRepetition = new(
        id: "LEE1010",
        title: "The verdict on repetition is not readable",
        messageFormat: "x-leeway-repeat is {0}, so the operation is not repeated; write always, never, or unless-body: and a JSON pointer, such as unless-body:/update",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE1010"));

    public static readonly DiagnosticDescriptor UnusableOperation = new(
        id: "LEE2001",
        title: "An operation cannot be generated",
        messageFormat: "The operation {0} is left out: {1}",
        category: Generation,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE2001"));

    public static readonly DiagnosticDescriptor MissingScope = new(
        id: MissingScopeFacts.Id,
        title: "A call needs a scope that is not declared",
        messageFormat: "{0} needs {1}, which the project does not declare; add it to [assembly: AtlassianScopes(...)]",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page(MissingScopeFacts.Id));

    public static readonly DiagnosticDescriptor UnusedScope = new(
        id: "LEE3002",
        title: "A declared scope is not needed",
        messageFormat: "No call of this project needs the declared scope '{0}'",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE3002"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd, WellKnownDiagnosticTags.Unnecessary]);

    public static readonly DiagnosticDescriptor TooManyScopes = new(
        id: "LEE3003",
        title: "More scopes are declared than Atlassian advises",
        messageFormat: "The project declares {0} scopes; Atlassian advises at most {1}, which classic scopes in the place of granular ones help to keep to",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Page("LEE3003"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    private static string Page(string id) => Pages + id + ".md";
}
