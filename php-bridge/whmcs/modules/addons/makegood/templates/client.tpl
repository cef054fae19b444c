{* The client page. It was escaped where it was made, and whether this engine escapes by itself is not documented: hence nofilter. *}
{$mg nofilter}
