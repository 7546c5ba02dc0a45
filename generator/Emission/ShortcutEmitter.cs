using System.Collections.Generic;
using System.Linq;
using Leeway.Generator.Reading;
using Leeway.Generator.Shaping;

namespace Leeway.Generator.Emission;

/// <summary>Writes extension methods of an interface for what people look for: shortcuts that call one or more operations.</summary>
/// <remarks>As those of <see cref="EnumerationEmitter"/>, they call only the methods of the interface.</remarks>
internal static class ShortcutEmitter
{
    private const string Shortcut = "global::Leeway.Generated.Shortcut.";
    private const string Task = "global::System.Threading.Tasks.Task";
    private const string Token = MethodSignature.CancellationToken + " cancellationToken = default";
    private const string Issue = "issueIdOrKey";
    private const string Document = "global::Leeway.RichText.AdfDocument";

    public static void Emit(InterfaceShape shape, SourceWriter writer)
    {
        if (!shape.Shortcuts.IsEmpty)
        {
            string api = CSharpText.EscapeIdentifier(shape.InterfaceName);
            writer.Write($$"""

                /// <summary>Shortcuts for the operations of <see cref="{{api}}"/>.</summary>
                {{GeneratedFile.Mark}}
                {{GeneratedFile.NonUserType}}
                {{shape.Api.Accessibility}} static class {{CSharpText.EscapeIdentifier(shape.ClientName + "Shortcuts")}}
                {
                    {{w => w.WriteEach(shape.Shortcuts, (writer, shortcut) => Emit(api, shortcut, writer))}}
                }
                """);
        }
    }

    private static void Emit(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        switch (shortcut.Kind)
        {
            case ShortcutKind.TransitionByName: EmitTransition(api, shortcut, writer); break;
            case ShortcutKind.UserByEmail: EmitUser(api, shortcut, writer); break;
            case ShortcutKind.CommentFromText: EmitComment(api, shortcut, writer); break;
            case ShortcutKind.PageByTitle: EmitPage(api, shortcut, writer); break;
            default: EmitPageWrite(api, shortcut, writer); break;
        }
    }

    private static void EmitTransition(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        string update = CSharpTypeName.Format(GetBody(shortcut.Operation).Type);
        string found = Wrapping.Fill(
            Issue, "name", "found." + Format(shortcut, 1), "static item => item." + Format(shortcut, 2), "static item => item." + Format(shortcut, 3), "static item => item." + Format(shortcut, 4));
        PropertyShape transition = shortcut.Members[0].First!;
        string created = "new() { " + CSharpText.EscapeIdentifier(shortcut.Members[0].Last!.Name) + " = " + Shortcut + "FindTransition(" + found + ") }";
        writer.Write($$"""
            /// <summary>Performs the transition of an issue that has a name, or the one that leads to the status with that name.</summary>
            /// <param name="{{Issue}}">The id or key of the issue.</param>
            /// <param name="name">The name of the transition, or of the status to which it leads. Case is ignored.</param>
            /// <param name="update">What to change with the transition, such as the resolution or a comment. Its transition is set.</param>
            /// <exception cref="global::Leeway.TransitionNotAvailableException">No transition, or more than one, has the name. The exception lists those that there are.</exception>
            {{DocComment.FormatRemarks(DescribeCalls(shortcut))}}
            {{w => EmitAttributes(shortcut, w)}}
            public static async {{Task}} {{shortcut.MethodName}}({{Wrapping.Stack("this " + api + " api", "string " + Issue, "string name", update + "? update = null", Token)}})
            {
                var found = await api.{{FormatCall(shortcut.Find!, Issue)}}.ConfigureAwait(false);
                update ??= new {{update}}();
                update.{{CSharpText.EscapeIdentifier(transition.Name)}} ={{Wrapping.Defer(created + ";")}}
                await api.{{FormatCall(shortcut.Operation, Issue, "update")}}.ConfigureAwait(false);
            }
            """);
    }

    private static void EmitUser(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        // One large page is enough: more users than it has do not match a whole address.
        WindowShape? window = shortcut.Operation.Enumeration?.Window;
        int size = window?.Facts.MaxSize ?? window?.Facts.Usual ?? 0;
        IEnumerable<string> arguments = shortcut.Operation.Parameters
            .Select(p => p == shortcut.Parameters[0] ? "email" : p == window?.Size ? size.ToString(System.Globalization.CultureInfo.InvariantCulture) : "null")
            .Concat(["token"]);
        string list = "token => api." + CSharpText.EscapeIdentifier(shortcut.Operation.MethodName) + "(" + Wrapping.Fill(arguments) + ")";
        string isWanted = "static (item, email) => string.Equals(" + Wrapping.Fill("item." + Format(shortcut, 0), "email", "global::System.StringComparison.OrdinalIgnoreCase") + ")";
        writer.Write($$"""
            /// <summary>Finds the user with an e-mail address; null if there is none.</summary>
            /// <param name="email">The whole address. Case is ignored.</param>
            /// <remarks>{{DescribeCalls(shortcut)}} A user whose profile hides the address from the caller is not found.</remarks>
            {{w => EmitAttributes(shortcut, w)}}
            public static {{Task}}<{{CSharpTypeName.Format(shortcut.Operation.Response.Element!)}}?> {{shortcut.MethodName}}({{Wrapping.Stack("this " + api + " api", "string email", Token)}}) =>
                {{Shortcut}}FindAsync({{Wrapping.Fill(list, "email", isWanted, "cancellationToken")}});
            """);
    }

    private static void EmitComment(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        string body = "new " + CSharpTypeName.Format(GetBody(shortcut.Operation).Type) + " { " + CSharpText.EscapeIdentifier(shortcut.Members[0].Last!.Name) + " = " + Document + ".FromText(text) }";
        writer.Write($$"""
            /// <summary>Adds a comment with plain text to an issue. An empty line starts a new paragraph.</summary>
            /// <param name="{{Issue}}">The id or key of the issue.</param>
            /// <param name="text">The text. Nothing in it is formatted.</param>
            {{DocComment.FormatRemarks(DescribeCalls(shortcut))}}
            {{w => EmitAttributes(shortcut, w)}}
            public static {{MethodSignature.FormatResult(shortcut.Operation)}} {{shortcut.MethodName}}({{Wrapping.Stack("this " + api + " api", "string " + Issue, "string text", Token)}}) =>
                api.{{FormatCall(shortcut.Operation, Issue, body)}};
            """);
    }

    private static void EmitPage(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        ParameterShape format = shortcut.Parameters[3];
        string[] values = [FormatValue(shortcut.Parameters[0].Type, "spaceId"), "title", FormatValue(shortcut.Parameters[2].Type, "\"current\""), "bodyFormat"];
        IEnumerable<string> arguments = shortcut.Parameters.Select((p, i) => CSharpText.EscapeVariable(p.Name) + ": " + values[i]);
        string items = "api." + CSharpText.EscapeIdentifier(shortcut.Operation.EnumeratorName) + "(" + Wrapping.Fill(arguments) + ")";
        string isWanted = "static (item, title) => item." + Format(shortcut, 0) + " == title";
        writer.Write($$"""
            /// <summary>Finds the current page of a space that has a title; null if there is none.</summary>
            /// <param name="spaceId">The id of the space.</param>
            /// <param name="title">The whole title, in upper and lower case as it is.</param>
            /// <param name="bodyFormat">The format of the body; without it, the page has no body.</param>
            {{DocComment.FormatRemarks(DescribeCalls(shortcut))}}
            {{w => EmitAttributes(shortcut, w)}}
            public static {{Task}}<{{FormatItem(shortcut.Operation)}}?> {{shortcut.MethodName}}({{Wrapping.Stack("this " + api + " api", "string spaceId", "string title", CSharpTypeName.Format(format.Type) + "? bodyFormat = null", Token)}}) =>
                {{Shortcut}}FindAsync({{Wrapping.Fill(items, "title", isWanted, "cancellationToken")}});
            """);
    }

    private static void EmitPageWrite(string api, ShortcutShape shortcut, SourceWriter writer)
    {
        string createdType = CSharpTypeName.Format(GetBody(shortcut.Operation).Type);
        string updatedType = CSharpTypeName.Format(GetBody(shortcut.Update!).Type);
        string[] values = ["spaceId", "title", "\"current\"", "parentId", "body"];
        string created = Wrapping.Fill(values.Select((value, i) => CSharpText.EscapeIdentifier(shortcut.Members[i].Last!.Name) + " = " + value));
        string[] updates = ["page." + Format(shortcut, 11) + "!", "title", "\"current\"", "body"];
        string version = CSharpText.EscapeIdentifier(shortcut.Members[9].First!.Name) + " = new() { "
            + CSharpText.EscapeIdentifier(shortcut.Members[9].Last!.Name) + " = " + Shortcut + "NextVersion(page." + Format(shortcut, 12) + "), "
            + CSharpText.EscapeIdentifier(shortcut.Members[10].Last!.Name) + " = message }";
        string updated = Wrapping.Fill(updates.Select((value, i) => CSharpText.EscapeIdentifier(shortcut.Members[5 + i].Last!.Name) + " = " + value).Concat([version]));
        string pageId = "page." + Format(shortcut, 11) + "!";
        writer.Write($$"""
            /// <summary>Writes the current page of a space that has a title: updates it if there is one, and creates it otherwise.</summary>
            /// <param name="spaceId">The id of the space.</param>
            /// <param name="title">The whole title, in upper and lower case as it is.</param>
            /// <param name="body">The body, which replaces that of a page that exists.</param>
            /// <param name="parentId">The page below which a new page is created. A page that exists stays where it is.</param>
            /// <param name="message">The message of the version of a page that exists.</param>
            /// <returns>The page.</returns>
            /// <remarks>
            /// {{DescribeCalls(shortcut)}} The number of the version is read before, and increased by one. If somebody else has written the page meanwhile, it is read and written once more.
            /// </remarks>
            {{w => EmitAttributes(shortcut, w)}}
            public static {{Task}}<{{CSharpTypeName.Format(shortcut.Operation.Response)}}> {{shortcut.MethodName}}({{Wrapping.Stack("this " + api + " api", "string spaceId", "string title", Document + " body", "string? parentId = null", "string? message = null", Token)}}) =>
                {{Shortcut}}CreateOrUpdateAsync(
                    token => api.GetPageByTitleAsync({{Wrapping.Fill("spaceId", "title", "cancellationToken: token")}}),
                    token => api.{{FormatCall(shortcut.Operation, null, "new " + createdType + " { " + created + " }", "token")}},
                    (page, token) => api.{{FormatCall(shortcut.Update!, pageId, "new " + updatedType + " { " + updated + " }", "token")}},
                    cancellationToken);
            """);
    }

    /// <summary>Returns the call of a method with its id and its body. The other arguments are null.</summary>
    private static string FormatCall(OperationShape operation, string? id, string body = "null", string token = "cancellationToken")
    {
        IEnumerable<string> arguments = operation.Parameters
            .Select(p => p.Place == ParameterPlace.Body ? body : p.IsRequired ? id! : "null")
            .Concat([token]);
        return CSharpText.EscapeIdentifier(operation.MethodName) + "(" + Wrapping.Fill(arguments) + ")";
    }

    private static ParameterShape GetBody(OperationShape operation) => operation.Parameters.First(static p => p.Place == ParameterPlace.Body);

    private static string Format(ShortcutShape shortcut, int member) =>
        string.Join("?.", shortcut.Members[member].Properties.Select(static p => CSharpText.EscapeIdentifier(p.Name)));

    private static string FormatItem(OperationShape operation) => CSharpTypeName.Format(operation.Enumeration!.Page.Item);

    /// <summary>Returns a text as a value of a type, or as the only item of a list.</summary>
    private static string FormatValue(TypeReference type, string text) => type.Kind == TypeKind.List ? "[" + text + "]" : text;

    private static string DescribeCalls(ShortcutShape shortcut) => "Calls "
        + string.Join(" and ", shortcut.Operations.Select(static o => "<c>" + CSharpText.EscapeComment(o.Verb + " " + o.Route) + "</c>")) + ".";

    private static void EmitAttributes(ShortcutShape shortcut, SourceWriter writer)
    {
        (EquatableArray<string> classic, EquatableArray<string> granular) = shortcut.Scopes;
        OperationDocs.EmitAttributes(
            shortcut.Operation with
            {
                ClassicScopes = classic,
                GranularScopes = granular,
                IsDeprecated = shortcut.Operations.Any(static o => o.IsDeprecated),
                IsExperimental = shortcut.Operations.Any(static o => o.IsExperimental),
            },
            writer);
    }
}
