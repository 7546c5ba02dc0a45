using System.Buffers;
using System.Collections.Frozen;

namespace Leeway.Cli.Queries;

/// <summary>The words and characters of a query language.</summary>
internal sealed class QueryDialect
{
    private readonly FrozenSet<string> _keywords;
    private readonly FrozenSet<string> _reserved;
    private readonly SearchValues<char> _notInWords;

    private QueryDialect(string name, string keywords, string reserved, string notInWords, bool hasEscapesInWords)
    {
        Name = name;
        HasEscapesInWords = hasEscapesInWords;
        _keywords = keywords.Split(' ').ToFrozenSet();
        _reserved = reserved.Split(' ').ToFrozenSet();
        _notInWords = SearchValues.Create(notInWords);
    }

    /// <summary>The language of Jira, as its published lexer reads it.</summary>
    public static QueryDialect Jql { get; } = new(
        "JQL",
        "in is and or not empty null was changed before after from to on during order by asc desc cf",
        "abort access add alias alter any as audit avg begin between boolean break byte catch char character check checkpoint "
        + "collate collation column commit connect continue count create current date decimal declare decrement default defaults "
        + "define delete delimiter difference distinct divide do double drop else encoding end equals escape exclusive exec "
        + "execute exists explain false fetch field file first float for function go goto grant greater group having identified "
        + "if immediate increment index initial inner inout input insert int integer intersect intersection into isempty isnull "
        + "join last left less like limit lock long max min minus mode modify modulo more multiply next noaudit notin nowait "
        + "number object of option outer output power previous prior privileges public raise raw remainder rename resource return "
        + "returns revoke right row rowid rownum rows select session set share size sqrt start strict string subtract sum synonym "
        + "table then trans transaction trigger true uid union unique update user validate values view when whenever where while "
        + "with",
        "*/%+^$#@?;{}",
        hasEscapesInWords: true);

    /// <summary>The language of Confluence, as far as it is documented.</summary>
    public static QueryDialect Cql { get; } = new(
        "CQL",
        "in and or not order by asc desc",
        "after as avg before begin commit contains count distinct else empty end explain from having if inner insert into is "
        + "isnull left like limit max min null outer right select sum then update was where",
        "&|",
        hasEscapesInWords: false);

    public string Name { get; }

    /// <summary>Whether a backslash escapes a character of a word without quotation marks.</summary>
    public bool HasEscapesInWords { get; }

    /// <summary>Whether a character separates words.</summary>
    public static bool IsWhiteSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    public bool IsKeyword(string lowerCase) => _keywords.Contains(lowerCase);

    /// <summary>Whether a word has no meaning, but cannot be used without quotation marks.</summary>
    public bool IsReserved(string lowerCase) => _reserved.Contains(lowerCase);

    /// <summary>Whether a character that is neither white space nor a symbol can be in a word.</summary>
    public bool IsInWords(char c) => !_notInWords.Contains(c) && IsInQuotes(c);

    /// <summary>Whether a character can be in quotation marks as it is. What CQL refuses is not documented.</summary>
    public bool IsInQuotes(char c) => !HasEscapesInWords || c is '\n' or '\r' || !(char.IsControl(c) || c is >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF');

    /// <summary>The character that a backslash and a character mean; null if they mean nothing.</summary>
    public char? Unescape(char c) => c switch
    {
        '"' or '\'' or '\\' => c,
        ' ' when HasEscapesInWords => c,
        'n' when HasEscapesInWords => '\n',
        'r' when HasEscapesInWords => '\r',
        't' when HasEscapesInWords => '\t',
        _ => null,
    };
}
