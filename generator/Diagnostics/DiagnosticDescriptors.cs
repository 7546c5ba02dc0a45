using Microsoft.CodeAnalysis;

namespace Leeway.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator: 0xxx configuration, 1xxx documents, 2xxx generation, 3xxx scopes, 4xxx queries, 5xxx fields.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>The address of the pages that describe the diagnostics.</summary>
    internal const string Pages = "https://github.com/leeway-dotnet/leeway/blob/main/docs/diagnostics/";

    private const string Configuration = "Leeway.Configuration";
    private const string Document = "Leeway.Document";
    private const string Generation = "Leeway.Generation";
    private const string Scopes = "Leeway.Scopes";
    private const string Queries = "Leeway.Queries";
    private const string Fields = "Leeway.Fields";

    public static readonly DiagnosticDescriptor InvalidOption = new(
        id: "LEE0001",
        title: "An option of an API is not valid",
        messageFormat: "The value '{2}' of {0} is not valid for the API '{1}'. Use {3}.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0001"));

    public static readonly DiagnosticDescriptor DuplicateApi = new(
        id: "LEE0002",
        title: "Two APIs use the same namespace",
        messageFormat: "The APIs '{0}' and '{1}' both use the namespace '{2}'. Set another Name or Namespace on one of them.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0002"));

    public static readonly DiagnosticDescriptor UnknownOperation = new(
        id: "LEE0003",
        title: "A selected operation is not in the document",
        messageFormat: "There is no operation '{0}' in {1}.{2}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0003"));

    public static readonly DiagnosticDescriptor UnknownTag = new(
        id: "LEE0004",
        title: "A selected tag is not in the document",
        messageFormat: "There is no tag '{0}' in {1}.{2}",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0004"));

    public static readonly DiagnosticDescriptor MissingRuntime = new(
        id: "LEE0005",
        title: "The Leeway runtime is not referenced",
        messageFormat: "The project generates Atlassian clients but does not reference the assembly Leeway. Reference the package Leeway with all its assets.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0005"));

    public static readonly DiagnosticDescriptor AmbiguousName = new(
        id: "LEE0010",
        title: "A selected name matches several names in the document",
        messageFormat: "'{0}' in {1} matches {2}. Use the exact spelling of one of them.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0010"));

    public static readonly DiagnosticDescriptor GeneratedTwice = new(
        id: "LEE0011",
        title: "A referenced assembly has the same API",
        messageFormat: "This project and the referenced assembly {2} both generate the API '{1}' in the namespace {0}, so its names are ambiguous. Set Visibility=\"internal\" on the AtlassianApi item of {2}, or remove the item here and use the clients of {2}.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0011"));

    public static readonly DiagnosticDescriptor UncallableServer = new(
        id: "LEE0012",
        title: "The server of an API cannot be called",
        messageFormat: "The API '{0}' cannot be called: {1}. {2}.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0012"));

    public static readonly DiagnosticDescriptor OtherServer = new(
        id: "LEE0013",
        title: "Operations have another server than the API",
        messageFormat: "The operations {0} of the API '{1}' are not generated: {2}. {3}.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0013"));

    public static readonly DiagnosticDescriptor GeneratedAndPackaged = new(
        id: "LEE0014",
        title: "A referenced package contains the same API",
        messageFormat: "This project generates the API '{1}', and the package {2}, which it references directly or through another project, contains the same API in the namespace {0}. Remove the AtlassianApi item and use the clients of {2}, or remove the package. To keep both, set Name and Namespace on the item.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0014"));

    public static readonly DiagnosticDescriptor InvalidFieldsOption = new(
        id: "LEE0016",
        title: "An option of a file of fields is not valid",
        messageFormat: "The value '{2}' of {0} is not valid for the fields in '{1}'. Use {3}.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0016"));

    public static readonly DiagnosticDescriptor DuplicateFieldsNamespace = new(
        id: "LEE0017",
        title: "Two files of fields use the same namespace",
        messageFormat: "The fields in '{0}' and '{1}' both use the namespace '{2}'. Set another Namespace on one of the AtlassianFields items.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0017"));

    public static readonly DiagnosticDescriptor OldLanguageVersion = new(
        id: "LEE0018",
        title: "The version of C# is too old for fields",
        messageFormat: "The fields in '{0}' are extension properties, which need C# 14, but the project uses C# {1}. Set LangVersion to 14 or latest in the project file, or remove it.",
        category: Configuration,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE0018"));

    public static readonly DiagnosticDescriptor InvalidJson = new(
        id: "LEE1001",
        title: "The document is not well-formed JSON",
        messageFormat: "The document is not well-formed JSON: {0}. Correct the text at this position, or convert the document if it has another format.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1001"));

    public static readonly DiagnosticDescriptor NotOpenApi = new(
        id: "LEE1002",
        title: "The document is not OpenAPI 3",
        messageFormat: "The document is not a valid OpenAPI 3 document: {0}. Correct it, or convert the document if it has another format.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1002"));

    public static readonly DiagnosticDescriptor TooLarge = new(
        id: "LEE1003",
        title: "The document is too large",
        messageFormat: "The document has {0} characters, and the generator reads at most {1}. Remove the operations that you do not call.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1003"));

    public static readonly DiagnosticDescriptor UnknownReference = new(
        id: "LEE1004",
        title: "A reference has no target",
        messageFormat: "The reference '{0}' has no target in the document. Correct it or add the component.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1004"));

    public static readonly DiagnosticDescriptor RemoteReference = new(
        id: "LEE1005",
        title: "A reference points outside the document",
        messageFormat: "The reference '{0}' points outside the document, so it is not followed. Copy the schema into the document.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1005"));

    public static readonly DiagnosticDescriptor NoOperations = new(
        id: "LEE1006",
        title: "The document has no operations",
        messageFormat: "The document has no operations, so nothing is generated. Check that it is the right file.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1006"));

    public static readonly DiagnosticDescriptor UnreadableRepetition = new(
        id: "LEE1010",
        title: "The value of x-leeway-repeat is not valid",
        messageFormat: "The value {0} of x-leeway-repeat is not valid, so the operation is not repeated. Use always, never, or unless-body: with a JSON pointer, such as unless-body:/update.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1010"));

    public static readonly DiagnosticDescriptor UnreadableValueType = new(
        id: "LEE1011",
        title: "The value of x-leeway-type is not valid",
        messageFormat: "The value {0} of x-leeway-type is not valid here, so it is ignored. Use adf in a schema, adf-if:MEMBER=VALUE in the schema of a string, issue-fields or issue-fields-changes in the schema of an object, and jql or cql in a query parameter.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1011"));

    public static readonly DiagnosticDescriptor UnreadableName = new(
        id: "LEE1012",
        title: "The value of x-leeway-name is not valid",
        messageFormat: "The value {0} of x-leeway-name is not valid, so it is ignored. Use ASCII letters and digits in Pascal case, such as IssueUpdate; the name of a method has no Async at its end.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1012"));

    public static readonly DiagnosticDescriptor UnusableName = new(
        id: "LEE1013",
        title: "A name in x-leeway-name cannot be used",
        messageFormat: "The name '{0}' that x-leeway-name gives {1} is ignored: {2}. Choose another name.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1013"));

    public static readonly DiagnosticDescriptor UnreadableAddition = new(
        id: "LEE1014",
        title: "The value of x-leeway-task, x-leeway-starts or x-leeway-shortcut is not valid",
        messageFormat: "The value {0} of x-leeway-task, x-leeway-starts or x-leeway-shortcut is not valid, so it is ignored. Use the members that the page of this diagnostic lists.",
        category: Document,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE1014"));

    public static readonly DiagnosticDescriptor UnusableOperation = new(
        id: "LEE2001",
        title: "An operation cannot be generated",
        messageFormat: "The operation {0} is not generated: {1}. Correct it in the document.",
        category: Generation,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE2001"));

    public static readonly DiagnosticDescriptor UnusableAddition = new(
        id: "LEE2002",
        title: "The methods of a task or a shortcut cannot be generated",
        messageFormat: "The methods that {0} adds are not generated: {1}. Correct x-leeway-task, x-leeway-starts or x-leeway-shortcut in the document.",
        category: Generation,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE2002"));

    public static readonly DiagnosticDescriptor MissingScope = new(
        id: MissingScopeFacts.Id,
        title: "A call needs a scope that is not declared",
        messageFormat: "{0} needs {1}, which the project does not declare. Add it to [assembly: AtlassianScopes(...)].",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage(MissingScopeFacts.Id));

    public static readonly DiagnosticDescriptor UnusedScope = new(
        id: "LEE3002",
        title: "A declared scope is not needed",
        messageFormat: "No call in this project needs the declared scope '{0}'. Remove it.",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE3002"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd, WellKnownDiagnosticTags.Unnecessary]);

    public static readonly DiagnosticDescriptor TooManyScopes = new(
        id: "LEE3003",
        title: "More scopes are declared than Atlassian recommends",
        messageFormat: "The project declares {0} scopes, and Atlassian recommends at most {1}. Declare classic scopes instead of granular ones.",
        category: Scopes,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE3003"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    public static readonly DiagnosticDescriptor QueryString = new(
        id: QueryStringFacts.Id,
        title: "A query is a string made of values",
        messageFormat: "The {0} receives a string that contains the value of '{1}', which can change the query. Use {2}.Query($\"…\"), which quotes each value.",
        category: Queries,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage(QueryStringFacts.Id));

    public static readonly DiagnosticDescriptor UnreadableFields = new(
        id: "LEE5001",
        title: "A file of fields cannot be read",
        messageFormat: "The file of fields cannot be read: {0}. Run 'leeway fields pull' to write it again.",
        category: Fields,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE5001"));

    public static readonly DiagnosticDescriptor UnknownFieldsVersion = new(
        id: "LEE5002",
        title: "A file of fields has another version",
        messageFormat: "The file of fields has the version {0}, and this version of Leeway reads version {1}. Use the same version of the package Leeway and of the tool, and run 'leeway fields pull'.",
        category: Fields,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE5002"));

    public static readonly DiagnosticDescriptor DuplicateField = new(
        id: "LEE5003",
        title: "An id occurs twice in a file of fields",
        messageFormat: "The id '{0}' occurs twice in the file of fields. Run 'leeway fields pull' to write it again.",
        category: Fields,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE5003"));

    public static readonly DiagnosticDescriptor UnknownFieldsMember = new(
        id: "LEE5004",
        title: "A file of fields has an unknown member",
        messageFormat: "The member '{0}' has no meaning here, so it is ignored. Remove it, or use one of {1}.",
        category: Fields,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: GetPage("LEE5004"));

    private static string GetPage(string id) => Pages + id + ".md";
}
